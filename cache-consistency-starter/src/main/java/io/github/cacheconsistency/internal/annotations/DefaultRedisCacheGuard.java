package io.github.cacheconsistency.internal.annotations;

import io.github.cacheconsistency.InvalidStrategyConfigurationException;
import io.github.cacheconsistency.internal.cache.CacheRegistry;
import io.github.cacheconsistency.internal.cache.GuardedCache;
import io.github.cacheconsistency.internal.redis.CacheKeySpaces;
import io.github.cacheconsistency.internal.redis.KeySpace;
import io.github.cacheconsistency.spi.RedisCacheGuard;
import org.springframework.cache.Cache;
import org.springframework.data.redis.cache.RedisCache;
import org.springframework.data.redis.cache.RedisCacheConfiguration;
import org.springframework.data.redis.cache.RedisCacheWriter;

/** The library's own {@link RedisCacheGuard}. Thread-safe. */
public final class DefaultRedisCacheGuard implements RedisCacheGuard {

    private final ConsistentRedisCacheWriter writer;
    private final GuardedSerialization serialization;
    private final CacheRegistry caches;
    private final CacheKeySpaces keySpaces;

    /** A cache for which the library is turned off. */
    private static final class UnguardedRedisCache extends RedisCache {

        UnguardedRedisCache(String name, RedisCacheWriter writer, RedisCacheConfiguration configuration) {
            super(name, writer, configuration);
        }
    }

    public DefaultRedisCacheGuard(
            ConsistentRedisCacheWriter writer,
            GuardedSerialization serialization,
            CacheRegistry caches,
            CacheKeySpaces keySpaces) {
        this.writer = writer;
        this.serialization = serialization;
        this.caches = caches;
        this.keySpaces = keySpaces;
    }

    @Override
    public ConsistentRedisCacheWriter writer() {
        return writer;
    }

    @Override
    public boolean isGuarded(Cache cache) {
        return cache instanceof GuardedRedisCache;
    }

    @Override
    public boolean guards(String name) {
        return caches.get(name).settings().enabled();
    }

    /**
     * Checks the settings of caches that a manager will create on first use, so that errors appear early.
     *
     * @param name the name of these caches in error messages
     * @throws InvalidStrategyConfigurationException if the global settings or {@code defaults} cannot work
     */
    public void check(String name, RedisCacheConfiguration defaults) {
        GuardedCache cache = caches.get(name);
        if (cache.settings().enabled()) {
            KeySpace.of(name, "prefix::", defaults.getKeySerializationPair());
        }
    }

    @Override
    public RedisCache make(
            String name, RedisCacheConfiguration configuration, RedisCacheWriter guarded, RedisCacheWriter unguarded) {
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
