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
 * A {@link RedisCacheManager} whose caches are all guarded, those made on first use included.
 *
 * <p>The library puts one in the place of every bean that is a plain {@code RedisCacheManager}. Extend it where you would
 * have extended that; an overridden {@link #createRedisCache} must call this one.
 *
 * <p>Guarded caches ignore {@link #setTransactionAware}: every write belongs to its transaction anyway, and Spring's
 * decorator would keep it from the transaction's own reads until after the commit.
 */
public class ConsistentRedisCacheManager extends RedisCacheManager {

    private final RedisCacheGuard guard;
    private final RedisCacheWriter writer;
    private final RedisCacheWriter unguarded;

    /** @param guard the bean of that type */
    public ConsistentRedisCacheManager(RedisCacheGuard guard, RedisCacheConfiguration defaults) {
        this(guard, defaults, true, Map.of());
    }

    /**
     * @param guard the bean of that type
     * @param allowRuntimeCacheCreation whether caches are made on first use as well, with {@code defaults}
     * @param initialCaches the configuration of each cache that is made at once, by its name
     */
    public ConsistentRedisCacheManager(
            RedisCacheGuard guard,
            RedisCacheConfiguration defaults,
            boolean allowRuntimeCacheCreation,
            Map<String, RedisCacheConfiguration> initialCaches) {
        this(guard, guard.writer(), guard.writer(), defaults, allowRuntimeCacheCreation, initialCaches);
    }

    /**
     * @param guard the bean of that type
     * @param writer the writer of guarded caches: that of {@code guard}, or one made from it
     * @param unguarded the writer of caches whose properties turn the library off
     * @param allowRuntimeCacheCreation whether caches are made on first use as well, with {@code defaults}
     * @param initialCaches the configuration of each cache that is made at once, by its name
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
