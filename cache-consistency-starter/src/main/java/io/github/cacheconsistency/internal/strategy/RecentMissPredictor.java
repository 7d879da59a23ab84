package io.github.cacheconsistency.internal.strategy;

import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.spi.MissPredictor;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * Expects a miss where this node has invalidated the key and nobody here has read it since, and in a cache most of whose
 * recent look-ups missed: one that is cold, or whose keys are hardly ever read twice.
 *
 * <p>Of constant size, and without synchronization: updates that meet may get lost, keys and caches may share a place,
 * and either makes a guess wrong, which is allowed. A hit in a cache that mostly hits writes nothing.
 */
public final class RecentMissPredictor implements MissPredictor {

    private static final int CACHES = 1024;
    private static final int KEYS = 4096;
    private static final int MOST = 64;
    private static final int MANY = MOST / 2;

    /** How many more look-ups of a cache missed than hit lately, from 0 to {@link #MOST}. */
    private final AtomicIntegerArray surplus = new AtomicIntegerArray(CACHES);

    /** The hashes of keys that were invalidated last. */
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
