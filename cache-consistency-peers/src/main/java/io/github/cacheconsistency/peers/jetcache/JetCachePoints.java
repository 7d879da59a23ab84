package io.github.cacheconsistency.peers.jetcache;

import com.alicp.jetcache.anno.CacheInvalidate;
import com.alicp.jetcache.anno.Cached;
import io.github.cacheconsistency.peers.Points;
import io.github.cacheconsistency.peers.PointsService;
import io.github.cacheconsistency.peers.PointsTable;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.annotation.Transactional;

/** The service with the annotations of JetCache. */
public class JetCachePoints implements PointsService {

    private final PointsTable table;

    public JetCachePoints(PointsTable table) {
        this.table = table;
    }

    @Override
    @Cached(name = CACHE, key = "#id", expire = TIME_TO_LIVE_SECONDS, cacheNullValue = true)
    public @Nullable Points find(long id) {
        return table.load(id);
    }

    @Override
    @Transactional
    @CacheInvalidate(name = CACHE, key = "#id")
    public void add(long id, long delta) {
        table.change(id, delta);
    }

    @Override
    @Transactional
    @CacheInvalidate(name = CACHE, key = "#first")
    @CacheInvalidate(name = CACHE, key = "#second")
    public void addToBoth(long first, long second) {
        table.change(first, 1);
        table.change(second, 1);
    }

    @Override
    @Transactional
    @CacheInvalidate(name = CACHE, key = "#id")
    public void create(long id) {
        table.insert(id);
    }

    /** JetCache cannot clear a remote cache. */
    @Override
    public void addAndClear(long id) {
        throw new UnsupportedOperationException("JetCache cannot clear a remote cache");
    }
}
