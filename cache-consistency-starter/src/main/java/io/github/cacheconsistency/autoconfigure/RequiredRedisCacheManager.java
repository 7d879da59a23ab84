package io.github.cacheconsistency.autoconfigure;

import io.github.cacheconsistency.redis.ConsistentRedisCacheWriter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.cache.support.NoOpCacheManager;
import org.springframework.data.redis.cache.RedisCache;
import org.springframework.data.redis.cache.RedisCacheManager;

/** Finds the cache manager to guard, and says at start-up if there is none or if it goes unguarded. */
final class RequiredRedisCacheManager implements SmartInitializingSingleton {

    private static final Logger log = LoggerFactory.getLogger(RequiredRedisCacheManager.class);

    private final ObjectProvider<CacheManager> cacheManagers;
    private final ConfigurationProblems problems;

    RequiredRedisCacheManager(ObjectProvider<CacheManager> cacheManagers, ConfigurationProblems problems) {
        this.cacheManagers = cacheManagers;
        this.problems = problems;
    }

    /**
     * The cache manager to guard.
     *
     * @return {@code null} if caching is turned off by {@code spring.cache.type=none}
     * @throws io.github.cacheconsistency.InvalidStrategyConfigurationException if the application has no Redis cache
     *     manager
     */
    @Nullable
    RedisCacheManager find() {
        CacheManager other = null;
        for (CacheManager cacheManager : cacheManagers) {
            if (cacheManager instanceof RedisCacheManager redisCacheManager) {
                return redisCacheManager;
            }
            other = cacheManager;
        }
        if (other instanceof NoOpCacheManager) {
            return null;
        }
        throw problems.missingRedisCacheManager(other == null ? null : other.getClass());
    }

    @Override
    public void afterSingletonsInstantiated() {
        RedisCacheManager cacheManager = find();
        if (cacheManager == null) {
            return;
        }
        for (String name : cacheManager.getCacheNames()) {
            Cache cache = cacheManager.getCache(name);
            if (cache instanceof RedisCache redisCache
                    && !(redisCache.getNativeCache() instanceof ConsistentRedisCacheWriter)) {
                log.warn(
                        "Cache '{}' is not guarded: its RedisCacheManager was built by the application, without the"
                                + " ConsistentRedisCacheWriter bean. Pass that bean to RedisCacheManager.builder(..), or"
                                + " let Spring Boot build the cache manager.",
                        name);
            }
        }
    }
}
