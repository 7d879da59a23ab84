package io.github.cacheconsistency.redis;

import io.github.cacheconsistency.CacheKey;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.data.redis.cache.RedisCacheConfiguration;
import org.springframework.data.redis.cache.RedisCacheManager;

/** The pattern that matches all keys of a cache, by the cache's name. Thread-safe. */
public final class CacheKeyPatterns implements Function<String, CacheKey> {

    private final Supplier<RedisCacheManager> cacheManager;

    /** @param cacheManager asked at the first use only, because the cache manager is made after this */
    public CacheKeyPatterns(Supplier<RedisCacheManager> cacheManager) {
        this.cacheManager = cacheManager;
    }

    @Override
    public CacheKey apply(String cacheName) {
        RedisCacheConfiguration configuration =
                cacheManager.get().getCacheConfigurations().get(cacheName);
        String prefix = configuration == null ? "" : configuration.getKeyPrefixFor(cacheName);
        return new CacheKey(cacheName, GlobPattern.startingWith(prefix.getBytes(StandardCharsets.UTF_8)));
    }
}
