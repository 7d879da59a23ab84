package io.github.cacheconsistency.internal.cache;

import io.github.cacheconsistency.spi.CacheSettings;
import io.github.cacheconsistency.spi.ConsistencyStrategy;
import java.time.Duration;

/**
 * A cache with its settings and its strategy.
 *
 * @param name the name of the cache
 * @param settings its settings
 * @param strategy its strategy, made from the settings
 * @param timeToLivePolicy computes the time-to-live of its entries
 */
public record GuardedCache(
        String name, CacheSettings settings, ConsistencyStrategy strategy, TimeToLivePolicy timeToLivePolicy) {

    /** Returns how long the tombstone of an invalidation stays; zero if invalidations leave no tombstone. */
    public Duration tombstoneTime() {
        return strategy.respectsTombstones() ? settings.replicaLag() : Duration.ZERO;
    }
}
