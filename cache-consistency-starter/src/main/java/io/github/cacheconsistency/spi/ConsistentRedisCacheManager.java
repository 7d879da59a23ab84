package io.github.cacheconsistency.spi;

import io.github.cacheconsistency.InvalidStrategyConfigurationException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.cache.Cache;
import org.springframework.data.redis.cache.RedisCache;
import org.springframework.data.redis.cache.RedisCacheConfiguration;
import org.springframework.data.redis.cache.RedisCacheManager;
import org.springframework.data.redis.cache.RedisCacheWriter;

/**
 * A {@link RedisCacheManager} whose caches are all guarded, including those that are created on first use.
 *
 * <p>The library replaces every bean that is a plain {@code RedisCacheManager} with an instance of this class. If your
 * cache manager is a subclass of {@code RedisCacheManager}, extend this class instead. An overridden
 * {@link #createRedisCache} must call the implementation of this class.
 *
 * <p>Guarded caches ignore {@link #setTransactionAware}: every write belongs to its transaction anyway, and Spring's
 * decorator would hide the write from the transaction's own reads until the commit.
 */
public class ConsistentRedisCacheManager extends RedisCacheManager {

    private final RedisCacheGuard guard;
    private final RedisCacheWriter writer;
    private final RedisCacheWriter unguarded;

    /**
     * Creates a cache manager that also creates caches on first use, with {@code defaults}.
     *
     * @param guard the bean of this type
     * @param defaults the configuration of caches
     */
    public ConsistentRedisCacheManager(RedisCacheGuard guard, RedisCacheConfiguration defaults) {
        this(guard, defaults, true, Map.of());
    }

    /**
     * Creates a cache manager with initial caches.
     *
     * @param guard the bean of this type
     * @param defaults the configuration of caches that are created on first use
     * @param allowRuntimeCacheCreation whether caches are also created on first use
     * @param initialCaches the configuration of each cache that is created at once, by the name of the cache
     */
    public ConsistentRedisCacheManager(
            RedisCacheGuard guard,
            RedisCacheConfiguration defaults,
            boolean allowRuntimeCacheCreation,
            Map<String, RedisCacheConfiguration> initialCaches) {
        this(guard, guard.writer(), guard.writer(), defaults, allowRuntimeCacheCreation, initialCaches);
    }

    /**
     * Creates a cache manager that uses the given cache writers.
     *
     * @param guard the bean of this type
     * @param writer the writer of guarded caches: that of {@code guard}, or one derived from it
     * @param unguarded the writer of caches for which the library is turned off
     * @param defaults the configuration of caches that are created on first use
     * @param allowRuntimeCacheCreation whether caches are also created on first use
     * @param initialCaches the configuration of each cache that is created at once, by the name of the cache
     */
    protected ConsistentRedisCacheManager(
            RedisCacheGuard guard,
            RedisCacheWriter writer,
            RedisCacheWriter unguarded,
            RedisCacheConfiguration defaults,
            boolean allowRuntimeCacheCreation,
            Map<String, RedisCacheConfiguration> initialCaches) {
        super(writer, defaults, allowRuntimeCacheCreation, initialCaches);
        this.guard = guard;
        this.writer = writer;
        this.unguarded = unguarded;
    }

    @Override
    protected RedisCache createRedisCache(String name, @Nullable RedisCacheConfiguration configuration) {
        return guard.make(
                name, configuration == null ? getDefaultCacheConfiguration() : configuration, writer, unguarded);
    }

    @Override
    protected Cache decorateCache(Cache cache) {
        if (!guard.guards(cache.getName())) {
            return super.decorateCache(cache);
        }
        if (guard.isGuarded(cache)) {
            return cache;
        }
        throw new InvalidStrategyConfigurationException(
                "The cache '%s' must be guarded, but %s made a %s of its own."
                        .formatted(
                                cache.getName(),
                                getClass().getName(),
                                cache.getClass().getName()),
                "Let createRedisCache(..) return super.createRedisCache(name, configuration).");
    }
}
