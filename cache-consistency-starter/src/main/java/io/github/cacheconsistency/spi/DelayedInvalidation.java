package io.github.cacheconsistency.spi;

import io.github.cacheconsistency.CacheKey;
import java.time.Duration;
import java.util.Collection;

/** Executes invalidations after a delay. Thread-safe. The number of waiting invalidations is bounded. */
public interface DelayedInvalidation {

    /**
     * Invalidates {@code keys} after {@code delay}, or earlier if too many invalidations are waiting or the application
     * stops. Returns at once. A failure is retried, counted and logged.
     */
    void invalidateLater(Collection<CacheKey> keys, Duration delay);

    /**
     * Like {@link #invalidateLater}, for all values and leases of a cache whose keys match the glob-style
     * {@code pattern}.
     */
    void clearLater(String cacheName, byte[] pattern, Duration delay);
}
