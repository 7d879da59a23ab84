package io.github.cacheconsistency;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Identifies one entry of one cache by the name of the cache and the complete Redis key. Instances are equal if both
 * are equal. Immutable as long as {@link #bytes()} is not modified; safe to log.
 */
public final class CacheKey {

    private final String cacheName;
    private final byte[] bytes;
    private final int hash;

    /**
     * Creates a key.
     *
     * @param cacheName the name of the cache that the entry belongs to
     * @param bytes the complete Redis key, prefix included; not copied, so it must not be modified afterwards
     */
    public CacheKey(String cacheName, byte[] bytes) {
        this.cacheName = cacheName;
        this.bytes = bytes;
        this.hash = 31 * cacheName.hashCode() + Arrays.hashCode(bytes);
    }

    /** The name of the cache that the entry belongs to. */
    public String cacheName() {
        return cacheName;
    }

    /** The complete Redis key, prefix included. The array is not a copy and must not be modified. */
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
