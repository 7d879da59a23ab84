package io.github.cacheconsistency.internal.programmatic;

import io.github.cacheconsistency.ConsistentCache;
import io.github.cacheconsistency.ConsistentCaches;
import io.github.cacheconsistency.internal.annotations.CorruptValues;
import io.github.cacheconsistency.internal.annotations.GuardedRedisCache;
import io.github.cacheconsistency.internal.annotations.GuardedSerialization;
import io.github.cacheconsistency.internal.cache.CacheRegistry;
import io.github.cacheconsistency.internal.cache.GuardedCache;
import io.github.cacheconsistency.internal.read.BatchReads;
import io.github.cacheconsistency.internal.read.ReadPath;
import io.github.cacheconsistency.internal.write.TransactionRunner;
import io.github.cacheconsistency.internal.write.WritePath;
import io.github.cacheconsistency.spi.ConsistencyStrategy;
import java.util.function.Function;
import org.springframework.cache.Cache;

/** {@link ConsistentCaches} on top of the caches of the application's {@code RedisCacheManager}s. Thread-safe. */
public final class RedisConsistentCaches implements ConsistentCaches {

    private final Function<String, Cache> redisCaches;
    private final CacheRegistry caches;
    private final ReadPath readPath;
    private final BatchReads batchReads;
    private final WritePath writePath;
    private final TransactionRunner transactions;
    private final GuardedSerialization serialization;
    private final CorruptValues corruptValues;

    /**
     * @param redisCaches returns the Redis cache with a name; throws if there is none or if the name is ambiguous
     */
    public RedisConsistentCaches(
            Function<String, Cache> redisCaches,
            CacheRegistry caches,
            ReadPath readPath,
            BatchReads batchReads,
            WritePath writePath,
            TransactionRunner transactions,
            GuardedSerialization serialization,
            CorruptValues corruptValues) {
        this.redisCaches = redisCaches;
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
        GuardedRedisCache redisCache = redisCache(name);
        return new RedisConsistentCache<>(
                cache,
                new RedisCacheEntries<>(
                        redisCache, serialization.codec(redisCache.getCacheConfiguration(), cache), valueType),
                readPath,
                batchReads,
                writePath,
                corruptValues);
    }

    @Override
    public ConsistencyStrategy strategy(String name) {
        return caches.get(name).strategy();
    }

    private GuardedRedisCache redisCache(String name) {
        Cache cache = redisCaches.apply(name);
        if (cache instanceof GuardedRedisCache guarded) {
            return guarded;
        }
        throw new IllegalArgumentException("Expected '" + name + "' to be a guarded Redis cache, but it is a "
                + cache.getClass().getName() + ". Let the library guard its RedisCacheManager.");
    }
}
