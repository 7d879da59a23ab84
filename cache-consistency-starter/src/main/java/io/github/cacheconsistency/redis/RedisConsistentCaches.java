package io.github.cacheconsistency.redis;

import io.github.cacheconsistency.ConsistencyStrategy;
import io.github.cacheconsistency.ConsistentCache;
import io.github.cacheconsistency.ConsistentCaches;
import io.github.cacheconsistency.coordination.BatchReads;
import io.github.cacheconsistency.coordination.GuardedCache;
import io.github.cacheconsistency.coordination.GuardedCaches;
import io.github.cacheconsistency.coordination.ReadPath;
import io.github.cacheconsistency.transaction.TransactionRunner;
import io.github.cacheconsistency.transaction.WritePath;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.cache.transaction.TransactionAwareCacheDecorator;
import org.springframework.data.redis.cache.RedisCache;

/** {@link ConsistentCaches} over the caches of a {@code RedisCacheManager}. Thread-safe. */
public final class RedisConsistentCaches implements ConsistentCaches {

    private final CacheManager cacheManager;
    private final GuardedCaches caches;
    private final ReadPath readPath;
    private final BatchReads batchReads;
    private final WritePath writePath;
    private final TransactionRunner transactions;
    private final GuardedSerialization serialization;
    private final CorruptValues corruptValues;

    public RedisConsistentCaches(
            CacheManager cacheManager,
            GuardedCaches caches,
            ReadPath readPath,
            BatchReads batchReads,
            WritePath writePath,
            TransactionRunner transactions,
            GuardedSerialization serialization,
            CorruptValues corruptValues) {
        this.cacheManager = cacheManager;
        this.caches = caches;
        this.readPath = readPath;
        this.batchReads = batchReads;
        this.writePath = writePath;
        this.transactions = transactions;
        this.serialization = serialization;
        this.corruptValues = corruptValues;
    }

    @Override
    public <K, V> ConsistentCache<K, V> cache(String name, Class<K> keyType, Class<V> valueType) {
        GuardedCache cache = caches.get(name);
        if (!cache.settings().enabled()) {
            return new PassThroughCache<>(name, transactions);
        }
        RedisCache redisCache = redisCache(name);
        return new RedisConsistentCache<>(
                cache,
                new RedisCacheEntries<>(
                        new RedisCacheKeys(name, redisCache.getNativeCache(), redisCache.getCacheConfiguration()),
                        serialization.codec(redisCache.getCacheConfiguration(), cache),
                        valueType),
                readPath,
                batchReads,
                writePath,
                corruptValues);
    }

    @Override
    public ConsistencyStrategy strategy(String name) {
        return caches.get(name).strategy();
    }

    private RedisCache redisCache(String name) {
        Cache cache = cacheManager.getCache(name);
        if (cache instanceof TransactionAwareCacheDecorator decorator) {
            cache = decorator.getTargetCache();
        }
        if (cache instanceof RedisCache redisCache) {
            return redisCache;
        }
        throw new IllegalArgumentException("Expected the cache manager to have a Redis cache '" + name + "', but found "
                + (cache == null ? "none" : cache.getClass().getName()) + "; its caches are "
                + cacheManager.getCacheNames() + ". Add it to spring.cache.cache-names.");
    }
}
