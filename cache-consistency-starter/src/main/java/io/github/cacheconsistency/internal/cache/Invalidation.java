package io.github.cacheconsistency.internal.cache;

import io.github.cacheconsistency.CacheKey;

/**
 * Something to be invalidated.
 *
 * @param key a key, or a glob-style pattern of keys
 * @param isPattern which of the two it is
 */
public record Invalidation(CacheKey key, boolean isPattern) {

    /** Of one key. */
    public static Invalidation of(CacheKey key) {
        return new Invalidation(key, false);
    }

    /** Of every key that matches {@code pattern}. */
    public static Invalidation matching(CacheKey pattern) {
        return new Invalidation(pattern, true);
    }
}
