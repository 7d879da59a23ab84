package io.github.cacheconsistency.spi;

import io.github.cacheconsistency.InvalidStrategyConfigurationException;
import org.springframework.cache.Cache;
import org.springframework.data.redis.cache.RedisCache;
import org.springframework.data.redis.cache.RedisCacheConfiguration;
import org.springframework.data.redis.cache.RedisCacheWriter;

/**
 * Creates the guarded Redis caches of cache managers. The library provides it as a bean; pass that bean to
 * {@link ConsistentRedisCacheManager}. Thread-safe.
 */
public interface RedisCacheGuard {

    /** Returns the writer of guarded caches. */
    RedisCacheWriter writer();

    /** Returns whether the cache called {@code name} is guarded: the library is not turned off for it by a property. */
    boolean guards(String name);

    /** Returns whether {@code cache} is a guarded cache that {@link #make} created. */
    boolean isGuarded(Cache cache);

    /**
     * Creates a cache.
     *
     * @param guarded the writer to use if the cache is guarded: {@link #writer()}, or one derived from it
     * @param unguarded the writer to use if the library is turned off for the cache
     * @throws InvalidStrategyConfigurationException if the cache cannot be guarded
     */
    RedisCache make(
            String name, RedisCacheConfiguration configuration, RedisCacheWriter guarded, RedisCacheWriter unguarded);
}
