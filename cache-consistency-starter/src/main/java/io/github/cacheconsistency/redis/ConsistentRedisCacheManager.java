package io.github.cacheconsistency.redis;

import io.github.cacheconsistency.InvalidStrategyConfigurationException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.cache.Cache;
import org.springframework.data.redis.cache.CacheStatisticsCollector;
import org.springframework.data.redis.cache.RedisCache;
import org.springframework.data.redis.cache.RedisCacheConfiguration;
import org.springframework.data.redis.cache.RedisCacheManager;
import org.springframework.data.redis.cache.RedisCacheWriter;

/**
 * A {@link RedisCacheManager} whose caches are all guarded, those made on first use included.
 *
 * <p>The library puts it in the place of every bean that is a plain {@code RedisCacheManager}. Extend it where you would
 * have extended that; an overridden {@link #createRedisCache} must call this one.
 *
 * <p>Guarded caches ignore {@link #setTransactionAware}: every write belongs to its transaction anyway, and Spring's
 * decorator would keep it from the transaction's own reads until after the commit.
 */
public class ConsistentRedisCacheManager extends RedisCacheManager {

    private final RedisCacheGuard guard;
    private final ConsistentRedisCacheWriter writer;
    private final RedisCacheWriter unguarded;
    private final boolean resetByFlush;

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
        super(guard.writer(), defaults, allowRuntimeCacheCreation, initialCaches);
        this.guard = guard;
        this.writer = guard.writer();
        this.unguarded = guard.writer();
        this.resetByFlush = false;
    }

    private ConsistentRedisCacheManager(
            RedisCacheGuard guard, ConsistentRedisCacheWriter writer, CacheManagerParts stock) {
        super(writer, stock.defaults(), stock.allowsRuntimeCreation(), stock.initialCaches());
        this.guard = guard;
        this.writer = writer;
        this.unguarded = stock.writer();
        this.resetByFlush = stock.resetsByFlush();
        setTransactionAware(stock.isTransactionAware());
    }

    /** The same cache manager with guarded caches. */
    public static ConsistentRedisCacheManager guarding(CacheManagerParts stock, RedisCacheGuard guard) {
        ConsistentRedisCacheWriter writer = stock.writer() instanceof ConsistentRedisCacheWriter own
                ? own
                : withStatistics(guard.writer(), stock.statistics());
        ConsistentRedisCacheManager manager = new ConsistentRedisCacheManager(guard, writer, stock);
        manager.afterPropertiesSet();
        return manager;
    }

    private static ConsistentRedisCacheWriter withStatistics(
            ConsistentRedisCacheWriter writer, CacheStatisticsCollector statistics) {
        return statistics.equals(CacheStatisticsCollector.none()) ? writer : writer.withStatisticsCollector(statistics);
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
        if (cache instanceof GuardedRedisCache) {
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

    @Override
    public void resetCaches() {
        if (resetByFlush) {
            writer.execute(connection -> {
                connection.serverCommands().flushDb();
                return true;
            });
        } else {
            super.resetCaches();
        }
    }
}
