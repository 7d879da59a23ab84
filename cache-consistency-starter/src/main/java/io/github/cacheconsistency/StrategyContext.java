package io.github.cacheconsistency;

/**
 * What a strategy is made from.
 *
 * @param cacheName the cache it is for
 * @param settings that cache's settings
 * @param store the Redis operations
 * @param timeSource delays go through it
 */
public record StrategyContext(String cacheName, CacheSettings settings, CacheStore store, TimeSource timeSource) {}
