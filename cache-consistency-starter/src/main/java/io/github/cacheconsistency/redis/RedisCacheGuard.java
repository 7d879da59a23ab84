package io.github.cacheconsistency.redis;

import io.github.cacheconsistency.InvalidStrategyConfigurationException;
import io.github.cacheconsistency.coordination.GuardedCache;
import io.github.cacheconsistency.coordination.GuardedCaches;
import org.springframework.data.redis.cache.RedisCache;
import org.springframework.data.redis.cache.RedisCacheConfiguration;
import org.springframework.data.redis.cache.RedisCacheWriter;

/** Makes the Redis caches of cache managers, each with everything that guards it. Thread-safe. */
public final class RedisCacheGuard {

    private final ConsistentRedisCacheWriter writer;
    private final GuardedSerialization serialization;
    private final GuardedCaches caches;
    private final CacheKeySpaces keySpaces;

    /** A cache that the library is told to leave alone. */
    private static final class UnguardedRedisCache extends RedisCache {

        UnguardedRedisCache(String name, RedisCacheWriter writer, RedisCacheConfiguration configuration) {
            super(name, writer, configuration);
        }
    }

    public RedisCacheGuard(
            ConsistentRedisCacheWriter writer,
            GuardedSerialization serialization,
            GuardedCaches caches,
            CacheKeySpaces keySpaces) {
        this.writer = writer;
        this.serialization = serialization;
        this.caches = caches;
        this.keySpaces = keySpaces;
    }

    ConsistentRedisCacheWriter writer() {
        return writer;
    }

    /** Whether the cache called {@code name} is guarded, and not turned off by its properties. */
    boolean guards(String name) {
        return caches.get(name).settings().enabled();
    }

    /**
     * Refuses what no cache could be guarded with, for managers that make their caches on first use.
     *
     * @param name what the caches are called in an error
     * @throws InvalidStrategyConfigurationException if the global settings or {@code defaults} cannot work
     */
    public void check(String name, RedisCacheConfiguration defaults) {
        GuardedCache cache = caches.get(name);
        if (cache.settings().enabled()) {
            KeySpace.of(name, "prefix::", defaults.getKeySerializationPair());
        }
    }

    /**
     * Makes a cache.
     *
     * @param unguarded serves it if its properties turn the library off
     * @throws InvalidStrategyConfigurationException if it cannot be guarded
     */
    RedisCache make(
            String name,
            RedisCacheConfiguration configuration,
            ConsistentRedisCacheWriter guarded,
            RedisCacheWriter unguarded) {
        GuardedCache cache = caches.get(name);
        if (!cache.settings().enabled()) {
            return new UnguardedRedisCache(name, unguarded, configuration);
        }
        GuardedRedisCache made =
                new GuardedRedisCache(name, guarded, serialization.guard(configuration, cache), keySpaces);
        KeySpace keySpace = made.announce();
        if (keySpace != null && !keySpace.isReadable() && cache.strategy().invalidatesBeforeCommit()) {
            throw new InvalidStrategyConfigurationException(
                    "The strategy '%s' of the cache '%s' looks up rows by their cache keys, but the cache's key serializer cannot read what it has written."
                            .formatted(cache.strategy().name(), name),
                    "Use a key serializer that reads too, such as the default RedisSerializer.string(), or another strategy.");
        }
        return made;
    }
}
