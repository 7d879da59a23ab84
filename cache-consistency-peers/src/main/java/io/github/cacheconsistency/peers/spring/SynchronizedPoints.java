package io.github.cacheconsistency.peers.spring;

import io.github.cacheconsistency.peers.Points;
import io.github.cacheconsistency.peers.PointsTable;
import org.jspecify.annotations.Nullable;
import org.springframework.cache.annotation.Cacheable;

/** Like {@link AnnotatedPoints}, with {@code sync=true}: one load at a time, as far as the cache supports that. */
public class SynchronizedPoints extends AnnotatedPoints {

    public SynchronizedPoints(PointsTable table) {
        super(table);
    }

    @Override
    @Cacheable(cacheNames = CACHE, sync = true)
    public @Nullable Points find(long id) {
        return super.find(id);
    }
}
