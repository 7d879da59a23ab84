package io.github.cacheconsistency.spi;

import io.github.cacheconsistency.CacheKey;
import java.time.Duration;
import java.util.Collection;

/** Takes invalidations that are to happen later. Thread-safe; survives bursts in bounded memory. */
public interface DelayedInvalidation {

    /**
     * Invalidates {@code keys} after {@code delay}, or earlier where too many are waiting or the application stops.
     * Returns at once. A failure is retried, counted and logged.
     */
    void invalidateLater(Collection<CacheKey> keys, Duration delay);

    /** The same for all keys of a cache that match the glob-style {@code pattern}, values and leases. */
    void clearLater(String cacheName, byte[] pattern, Duration delay);
}
