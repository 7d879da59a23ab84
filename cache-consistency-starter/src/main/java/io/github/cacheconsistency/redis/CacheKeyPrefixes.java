package io.github.cacheconsistency.redis;

import io.github.cacheconsistency.CacheKey;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.springframework.cache.Cache;
import org.springframework.cache.transaction.TransactionAwareCacheDecorator;
import org.springframework.data.redis.cache.CacheKeyPrefix;
import org.springframework.data.redis.cache.RedisCache;
import org.springframework.data.redis.cache.RedisCacheConfiguration;
import org.springframework.data.redis.cache.RedisCacheManager;

/** What the Redis keys of each cache begin with. Thread-safe. */
public final class CacheKeyPrefixes {

    private final Supplier<RedisCacheManager> cacheManager;

    /** @param cacheManager asked at the first use only, because the cache manager is made after this */
    public CacheKeyPrefixes(Supplier<RedisCacheManager> cacheManager) {
        this.cacheManager = cacheManager;
    }

    /** The pattern that matches all keys of a cache. */
    public CacheKey allKeys(String cacheName) {
        return new CacheKey(
                cacheName, GlobPattern.startingWith(prefix(cacheName).getBytes(StandardCharsets.UTF_8)));
    }

    /** A cache key as text, without the prefix. */
    public String text(CacheKey key) {
        String text = new String(key.bytes(), StandardCharsets.UTF_8);
        String prefix = prefix(key.cacheName());
        return text.startsWith(prefix) ? text.substring(prefix.length()) : text;
    }

    private String prefix(String cacheName) {
        Cache cache = cacheManager.get().getCache(cacheName);
        if (cache instanceof TransactionAwareCacheDecorator decorator) {
            cache = decorator.getTargetCache();
        }
        if (cache instanceof RedisCache redisCache) {
            RedisCacheConfiguration configuration = redisCache.getCacheConfiguration();
            // Without prefixes every key may be one of this cache, as for RedisCache.clear().
            return configuration.usePrefix() ? configuration.getKeyPrefixFor(cacheName) : "";
        }
        return CacheKeyPrefix.simple().compute(cacheName);
    }
}
