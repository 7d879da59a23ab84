package io.github.cacheconsistency.autoconfigure;

import io.github.cacheconsistency.internal.annotations.ConsistentRedisCacheWriter;
import java.util.Set;
import org.springframework.boot.cache.autoconfigure.RedisCacheManagerBuilderCustomizer;
import org.springframework.data.redis.cache.RedisCacheManager.RedisCacheManagerBuilder;

/**
 * Sets the cache writer of the library in the cache manager that Spring Boot builds. Adds every cache that has
 * properties of its own, so that all of them exist from the start.
 */
final class GuardingCustomizer implements RedisCacheManagerBuilderCustomizer {

    private final ConsistentRedisCacheWriter writer;
    private final Set<String> configuredCacheNames;

    GuardingCustomizer(ConsistentRedisCacheWriter writer, Set<String> configuredCacheNames) {
        this.writer = writer;
        this.configuredCacheNames = configuredCacheNames;
    }

    @Override
    public void customize(RedisCacheManagerBuilder builder) {
        builder.cacheWriter(writer);
        for (String name : configuredCacheNames) {
            if (builder.getCacheConfigurationFor(name).isEmpty()) {
                builder.withCacheConfiguration(name, builder.cacheDefaults());
            }
        }
    }
}
