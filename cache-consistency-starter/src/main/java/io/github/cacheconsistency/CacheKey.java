package io.github.cacheconsistency;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One entry of one cache: the cache's name and the complete Redis key. Compared by content; safe to log.
 */
public final class CacheKey {

    private final String cacheName;
    private final byte[] bytes;
    private final int hash;

    /** {@code bytes} is kept, not copied: the caller must not change it any more. */
    public CacheKey(String cacheName, byte[] bytes) {
        this.cacheName = cacheName;
        this.bytes = bytes;
        this.hash = 31 * cacheName.hashCode() + Arrays.hashCode(bytes);
    }

    /** The name of the cache that the entry belongs to. */
    public String cacheName() {
        return cacheName;
    }

    /** The Redis key, prefix included. Not a copy: do not change it. */
    public byte[] bytes() {
        return bytes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CacheKey that
                && hash == that.hash
                && cacheName.equals(that.cacheName)
                && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
