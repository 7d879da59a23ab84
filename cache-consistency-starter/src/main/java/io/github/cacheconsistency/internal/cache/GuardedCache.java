package io.github.cacheconsistency.internal.cache;

import io.github.cacheconsistency.spi.CacheSettings;
import io.github.cacheconsistency.spi.ConsistencyStrategy;
import java.time.Duration;

/**
 * One cache and what guards it.
 *
 * @param name the cache's name
 * @param settings its settings
 * @param strategy its strategy, made from those settings
 * @param timeToLivePolicy how long its entries live
 */
public record GuardedCache(
        String name, CacheSettings settings, ConsistencyStrategy strategy, TimeToLivePolicy timeToLivePolicy) {

    /** How long an invalidation leaves a tombstone; zero if it leaves none. */
    public Duration tombstoneTime() {
        return strategy.respectsTombstones() ? settings.replicaLag() : Duration.ZERO;
    }
}
