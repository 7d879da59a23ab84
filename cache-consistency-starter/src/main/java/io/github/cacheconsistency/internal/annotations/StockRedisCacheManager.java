package io.github.cacheconsistency.internal.annotations;

import io.github.cacheconsistency.spi.ConsistentRedisCacheManager;
import io.github.cacheconsistency.spi.RedisCacheGuard;
import org.springframework.data.redis.cache.CacheStatisticsCollector;
import org.springframework.data.redis.cache.RedisCacheManager;

/** Replaces a plain {@link RedisCacheManager}. It is built from the same parts, and its caches are guarded. */
public final class StockRedisCacheManager extends ConsistentRedisCacheManager {

    private final ConsistentRedisCacheWriter writer;
    private final boolean resetByFlush;

    private StockRedisCacheManager(RedisCacheGuard guard, ConsistentRedisCacheWriter writer, CacheManagerParts stock) {
        super(guard, writer, stock.writer(), stock.defaults(), stock.allowsRuntimeCreation(), stock.initialCaches());
        this.writer = writer;
        this.resetByFlush = stock.resetsByFlush();
        setTransactionAware(stock.isTransactionAware());
    }

    /** Returns a cache manager with the same parts and guarded caches. */
    public static ConsistentRedisCacheManager guarding(CacheManagerParts stock, DefaultRedisCacheGuard guard) {
        ConsistentRedisCacheWriter writer = stock.writer() instanceof ConsistentRedisCacheWriter own
                ? own
                : withStatistics(guard.writer(), stock.statistics());
        StockRedisCacheManager manager = new StockRedisCacheManager(guard, writer, stock);
        manager.afterPropertiesSet();
        return manager;
    }

    private static ConsistentRedisCacheWriter withStatistics(
            ConsistentRedisCacheWriter writer, CacheStatisticsCollector statistics) {
        return statistics.equals(CacheStatisticsCollector.none()) ? writer : writer.withStatisticsCollector(statistics);
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
