package io.github.cacheconsistency.internal.strategy;

import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.spi.MissPredictor;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * Expects a miss if this node has invalidated the key and has not read it since, and in caches whose recent lookups mostly
 * missed: cold ones, or those whose keys are rarely read twice. Thread-safe.
 *
 * <p>It has a constant size and no synchronization. Concurrent updates may get lost, and keys and caches may share a slot. Both
 * only lead to wrong predictions, which are allowed. A hit in a cache that mostly hits writes nothing.
 */
public final class RecentMissPredictor implements MissPredictor {

    private static final int CACHES = 1024;
    private static final int KEYS = 4096;
    private static final int MOST = 64;
    private static final int MANY = MOST / 2;

    /** For each slot of caches, the surplus of recent misses over recent hits, from 0 to {@link #MOST}. */
    private final AtomicIntegerArray surplus = new AtomicIntegerArray(CACHES);

    /** The hash codes of the keys that were invalidated last. */
    private final AtomicIntegerArray invalidated = new AtomicIntegerArray(KEYS);

    @Override
    public boolean expectsMiss(CacheKey key) {
        return surplus.getOpaque(placeOfCache(key)) >= MANY || isInvalidated(key);
    }

    @Override
    public void found(CacheKey key) {
        int cache = placeOfCache(key);
        int misses = surplus.getOpaque(cache);
        if (misses > 0) {
            surplus.setOpaque(cache, misses - 1);
        }
        forget(key);
    }

    @Override
    public void missed(CacheKey key) {
        int cache = placeOfCache(key);
        int misses = surplus.getOpaque(cache);
        if (misses < MOST) {
            surplus.setOpaque(cache, misses + 1);
        }
        forget(key);
    }

    @Override
    public void invalidated(Collection<CacheKey> keys) {
        keys.forEach(key -> invalidated.setOpaque(place(key), key.hashCode()));
    }

    private boolean isInvalidated(CacheKey key) {
        return invalidated.getOpaque(place(key)) == key.hashCode();
    }

    private void forget(CacheKey key) {
        if (isInvalidated(key)) {
            invalidated.setOpaque(place(key), 0);
        }
    }

    private static int place(CacheKey key) {
        return spread(key.hashCode()) & KEYS - 1;
    }

    private static int placeOfCache(CacheKey key) {
        return spread(key.cacheName().hashCode()) & CACHES - 1;
    }

    private static int spread(int hash) {
        return hash ^ hash >>> 16;
    }
}
