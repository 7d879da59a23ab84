package io.github.cacheconsistency.benchmarks.contestant;

import io.github.cacheconsistency.ConsistentCache;
import io.github.cacheconsistency.ConsistentCaches;
import io.github.cacheconsistency.peers.Points;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes through {@code ConsistentCache}. A write returns no value, so that its SQL is that of all others; only
 * where versions are compared it reads the row that it has changed, because that value is what the strategy is there for.
 */
final class ProgrammaticPoints implements MeasuredPoints, PointsBatch {

    private final ConsistentCache<Long, Points> cache;
    private final MeasuredTable table;
    private final boolean returnsValue;

    ProgrammaticPoints(ConsistentCaches caches, MeasuredTable table) {
        this.cache = caches.cache(CACHE, Long.class, Points.class);
        this.table = table;
        this.returnsValue = caches.strategy(CACHE).usesVersions();
    }

    @Override
    public @Nullable Points find(long id) {
        return cache.get(id, () -> table.load(id));
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
