package io.github.cacheconsistency.internal.cache;

import io.github.cacheconsistency.CacheKey;

/**
 * A key, or a pattern of keys, to invalidate.
 *
 * @param key a key, or a glob-style pattern of keys
 * @param isPattern whether {@code key} is a pattern
 */
public record Invalidation(CacheKey key, boolean isPattern) {

    /** Returns the invalidation of one key. */
    public static Invalidation of(CacheKey key) {
        return new Invalidation(key, false);
    }

    /** Returns the invalidation of all keys that match {@code pattern}. */
    public static Invalidation matching(CacheKey pattern) {
        return new Invalidation(pattern, true);
    }
}
