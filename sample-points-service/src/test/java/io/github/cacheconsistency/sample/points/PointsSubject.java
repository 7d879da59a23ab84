package io.github.cacheconsistency.sample.points;

import io.github.cacheconsistency.ConsistentCache;
import io.github.cacheconsistency.ConsistentCaches;
import io.github.cacheconsistency.test.RaceSubject;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Describes the points service to the races. */
class PointsSubject {

    private static final long USER = 1;
    private static final long OTHER_USER = 2;

    private final PointsService service;
    private final PointsRepository repository;
    private final JdbcClient jdbc;
    private final TransactionOperations transaction;
    private final ConsistentCaches caches;

    PointsSubject(
            PointsService service,
            PointsRepository repository,
            JdbcClient jdbc,
            TransactionOperations transaction,
            ConsistentCaches caches) {
        this.service = service;
        this.repository = repository;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.caches = caches;
    }

    RaceSubject subject() {
        return RaceSubject.forCache("points")
                .read(() -> read(USER))
                .write(() -> service.add(USER, 100))
                .database(() -> committed(USER))
                .prepare(this::reset)
                .nullRace(() -> delete(USER), this::create)
                .second(() -> read(OTHER_USER), () -> committed(OTHER_USER), this::giveToBoth)
                .writeAndClear(this::changeEverybody)
                .crossed(() -> readBoth(USER, OTHER_USER), () -> readBoth(OTHER_USER, USER))
                .build();
    }

    private long read(long userId) {
        try {
            return service.balance(userId).version();
        } catch (UnknownUserException unknown) {
            return 0;
        }
    }

    /** Returns the version of {@code own}; its load also reads {@code other}. */
    private long readBoth(long own, long other) {
        PointsBalance balance = points().get(own, () -> {
            PointsBalance loaded = repository.find(own);
            read(other);
            return loaded;
        });
        return balance == null ? 0 : balance.version();
    }

    private long committed(long userId) {
        PointsBalance balance = repository.find(userId);
        return balance == null ? 0 : balance.version();
    }

    private void reset() {
        jdbc.sql("REPLACE INTO user_points (user_id, points, version) VALUES (?, 100, 1), (?, 100, 1)")
                .params(USER, OTHER_USER)
                .update();
    }

    private void delete(long userId) {
        jdbc.sql("DELETE FROM user_points WHERE user_id = ?").param(userId).update();
    }

    private void create() {
        points().update(USER, () -> {
            jdbc.sql("INSERT INTO user_points (user_id, points, version) VALUES (?, 100, 1)")
                    .param(USER)
                    .update();
            return repository.find(USER);
        });
    }

    /** Adds to both balances. Unlike a transfer it can be repeated without limit. */
    private void giveToBoth() {
        transaction.executeWithoutResult(status -> {
            service.add(USER, 10);
            service.add(OTHER_USER, 10);
        });
    }

    private void changeEverybody() {
        transaction.executeWithoutResult(status -> {
            jdbc.sql("UPDATE user_points SET points = points + 1, version = version + 1")
                    .update();
            points().clear();
        });
    }

    private ConsistentCache<Long, PointsBalance> points() {
        return caches.cache("points", Long.class, PointsBalance.class);
    }
}
