package io.github.cacheconsistency.peers.jetcache;

import com.alicp.jetcache.anno.CachePenetrationProtect;
import com.alicp.jetcache.anno.Cached;
import io.github.cacheconsistency.peers.Points;
import io.github.cacheconsistency.peers.PointsTable;
import org.jspecify.annotations.Nullable;

/** Like {@link JetCachePoints}, with one load per key and JVM at a time. */
public class ProtectedJetCachePoints extends JetCachePoints {

    public ProtectedJetCachePoints(PointsTable table) {
        super(table);
    }

    @Override
    @Cached(name = CACHE, key = "#id", expire = TIME_TO_LIVE_SECONDS, cacheNullValue = true)
    @CachePenetrationProtect
    public @Nullable Points find(long id) {
        return super.find(id);
    }
}
