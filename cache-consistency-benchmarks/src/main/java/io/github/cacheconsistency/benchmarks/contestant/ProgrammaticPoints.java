package io.github.cacheconsistency.benchmarks.contestant;

import io.github.cacheconsistency.ConsistentCache;
import io.github.cacheconsistency.ConsistentCaches;
import io.github.cacheconsistency.peers.Points;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes through {@code ConsistentCache}. A write returns no value, so that its SQL equals that of all other
 * contestants. Only a strategy that compares versions reads the row that it has changed, because it needs that value.
 */
final class ProgrammaticPoints implements MeasuredPoints, PointsBatch, PointsOfCaches {

    private final ConsistentCaches caches;
    private final ConsistentCache<Long, Points> cache;
    private final Map<Integer, ConsistentCache<Long, Points>> numbered = new ConcurrentHashMap<>();
    private final MeasuredTable table;
    private final boolean returnsValue;

    ProgrammaticPoints(ConsistentCaches caches, MeasuredTable table) {
        this.caches = caches;
        this.cache = caches.cache(CACHE, Long.class, Points.class);
        this.table = table;
        this.returnsValue = caches.strategy(CACHE).usesVersions();
    }

    @Override
    public @Nullable Points find(long id) {
        return cache.get(id, () -> table.load(id));
    }

    @Override
    public @Nullable Points find(int cache, long id) {
        ConsistentCache<Long, Points> known = numbered.get(cache);
        return (known != null ? known : introduce(cache)).get(id, () -> table.load(id));
    }

    private ConsistentCache<Long, Points> introduce(int cache) {
        return numbered.computeIfAbsent(cache, number -> caches.cache(CACHE + "-" + number, Long.class, Points.class));
    }

    @Override
    public void add(long id, long delta) {
        cache.update(id, () -> {
            table.change(id, delta);
            return returnsValue ? table.row(id) : null;
        });
    }

    @Override
    public Map<Long, @Nullable Points> findAll(Collection<Long> ids) {
        return cache.getAll(ids, table::loadAll);
    }
}
