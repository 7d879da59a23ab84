package io.github.cacheconsistency.spi;

import io.github.cacheconsistency.InvalidStrategyConfigurationException;
import org.springframework.cache.Cache;
import org.springframework.data.redis.cache.RedisCache;
import org.springframework.data.redis.cache.RedisCacheConfiguration;
import org.springframework.data.redis.cache.RedisCacheWriter;

/**
 * Makes the Redis caches of cache managers, each with everything that guards it. The library provides it as a bean; pass that
 * to {@link ConsistentRedisCacheManager}. Thread-safe.
 */
public interface RedisCacheGuard {

    /** The writer of guarded caches. */
    RedisCacheWriter writer();

    /** Whether the cache called {@code name} is guarded, and not turned off by its properties. */
    boolean guards(String name);

    /** Whether {@code cache} is a guarded cache that {@link #make} returned. */
    boolean isGuarded(Cache cache);

    /**
     * Makes a cache.
     *
     * @param guarded serves it if it is guarded: {@link #writer()}, or one made from it
     * @param unguarded serves it if its properties turn the library off
     * @throws InvalidStrategyConfigurationException if it cannot be guarded
     */
    RedisCache make(
            String name, RedisCacheConfiguration configuration, RedisCacheWriter guarded, RedisCacheWriter unguarded);
}
