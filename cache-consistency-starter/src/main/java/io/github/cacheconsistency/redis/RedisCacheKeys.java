package io.github.cacheconsistency.redis;

import io.github.cacheconsistency.CacheKey;
import org.springframework.data.redis.cache.RedisCache;
import org.springframework.data.redis.cache.RedisCacheConfiguration;
import org.springframework.data.redis.cache.RedisCacheWriter;

/**
 * The Redis keys of one cache, made by Spring Data Redis itself, so that the programmatic API and annotations always
 * mean the same entry.
 */
final class RedisCacheKeys extends RedisCache {

    RedisCacheKeys(String name, RedisCacheWriter writer, RedisCacheConfiguration configuration) {
        super(name, writer, configuration);
    }

    CacheKey key(Object key) {
        return new CacheKey(getName(), serializeCacheKey(createCacheKey(key)));
    }

    /** What matches all keys of the cache in a SCAN. */
    byte[] pattern() {
        return serializeCacheKey(createCacheKey("*"));
    }
}
