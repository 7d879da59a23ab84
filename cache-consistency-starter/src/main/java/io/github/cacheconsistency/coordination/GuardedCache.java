package io.github.cacheconsistency.coordination;

import io.github.cacheconsistency.CacheSettings;
import io.github.cacheconsistency.ConsistencyStrategy;
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

    /** How long an invalidation leaves a fence; zero if it leaves none. */
    public Duration fenceTime() {
        return strategy.respectsFences() ? settings.replicaLag() : Duration.ZERO;
    }
}
