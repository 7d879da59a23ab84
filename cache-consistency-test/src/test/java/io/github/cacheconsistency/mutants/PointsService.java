package io.github.cacheconsistency.mutants;

import io.github.cacheconsistency.ConsistentCache;
import io.github.cacheconsistency.ConsistentCaches;
import io.github.cacheconsistency.test.RaceSubject;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/** A service that keeps rows in one of the caches. Thread-safe. */
final class PointsService {

    private final Guarded guarded;
    private final ConsistentCache<Long, Points> cache;
    private final PointsTable table;
    private final LateSql lateSql;
    private final TransactionTemplate transactions;

    PointsService(
            Guarded guarded,
            ConsistentCaches caches,
            PointsTable table,
            LateSql lateSql,
            TransactionTemplate transactions) {
        this.guarded = guarded;
        this.cache = caches.cache(guarded.cache(), Long.class, Points.class);
        this.table = table;
        this.lateSql = lateSql;
        this.transactions = transactions;
    }

    /**
     * The races on the rows {@code id} and {@code id + 1}.
     *
     * @param before runs before each variant; what it throws ends the scenario
     */
    RaceSubject subject(long id, Runnable before) {
        return RaceSubject.forCache(guarded.cache())
                .read(() -> read(id))
                .write(() -> write(id))
                .database(() -> database(id))
                .prepare(() -> {
                    before.run();
                    table.reset(id);
                    table.reset(id + 1);
                })
                .timeToLive(Guarded.TIME_TO_LIVE)
                .nullRace(
                        () -> {
                            before.run();
                            table.remove(id);
                        },
                        () -> cache.update(key(id), () -> {
                            table.insert(id);
                            return find(id);
                        }))
                .second(
                        () -> read(id + 1),
                        () -> database(id + 1),
                        () -> transactions.executeWithoutResult(status -> {
                            write(id);
                            write(id + 1);
                        }))
                .writeAndClear(() -> transactions.executeWithoutResult(status -> {
                    table.change(id);
                    cache.clear();
                }))
                .build();
    }

    private long read(long id) {
        return Points.version(cache.get(key(id), () -> find(id)));
    }

    private void write(long id) {
        cache.update(key(id), () -> {
            if (guarded.writesLate()) {
                lateSql.add(() -> table.change(id));
                return null;
            }
            table.change(id);
            return find(id);
        });
    }

    private long database(long id) {
        return Points.version(table.find("id", id));
    }

    private long key(long id) {
        return guarded.isByCode() ? id + PointsTable.CODES : id;
    }

    private @Nullable Points find(long id) {
        return guarded.isByCode() ? table.find("code", id + PointsTable.CODES) : table.find("id", id);
    }
}
