package io.github.cacheconsistency.autoconfigure;

import io.github.cacheconsistency.InvalidStrategyConfigurationException;
import io.github.cacheconsistency.coordination.GuardedCache;
import io.github.cacheconsistency.coordination.GuardedCaches;
import io.github.cacheconsistency.redis.ConsistentRedisCacheWriter;
import io.github.cacheconsistency.redis.GuardedSerialization;
import java.util.LinkedHashSet;
import java.util.Set;
import org.springframework.boot.cache.autoconfigure.RedisCacheManagerBuilderCustomizer;
import org.springframework.data.redis.cache.RedisCacheConfiguration;
import org.springframework.data.redis.cache.RedisCacheManager.RedisCacheManagerBuilder;

/** Gives the cache manager that is being built our writer, and every guarded cache a guarded serializer. */
final class GuardingCustomizer implements RedisCacheManagerBuilderCustomizer {

    /** Stands for every cache that is made on first use: those have no settings of their own. */
    static final String ANY_OTHER_CACHE = "(any other cache)";

    private final ConsistentRedisCacheWriter writer;
    private final GuardedSerialization serialization;
    private final GuardedCaches caches;
    private final Set<String> configuredCacheNames;

    GuardingCustomizer(
            ConsistentRedisCacheWriter writer,
            GuardedSerialization serialization,
            GuardedCaches caches,
            Set<String> configuredCacheNames) {
        this.writer = writer;
        this.serialization = serialization;
        this.caches = caches;
        this.configuredCacheNames = configuredCacheNames;
    }

    @Override
    public void customize(RedisCacheManagerBuilder builder) {
        builder.cacheWriter(writer);
        RedisCacheConfiguration defaults = builder.cacheDefaults();
        Set<String> names = new LinkedHashSet<>(builder.getConfiguredCaches());
        names.addAll(configuredCacheNames);
        for (String name : names) {
            RedisCacheConfiguration own = builder.getCacheConfigurationFor(name).orElse(defaults);
            builder.withCacheConfiguration(name, guarded(own, caches.get(name)));
        }
        builder.cacheDefaults(guardedDefaults(defaults, !names.isEmpty()));
    }

    /** Where some caches have all their strategy needs, others may go without: using one of those says what it lacks. */
    private RedisCacheConfiguration guardedDefaults(RedisCacheConfiguration defaults, boolean hasConfiguredCaches) {
        try {
            return guarded(defaults, caches.get(ANY_OTHER_CACHE));
        } catch (InvalidStrategyConfigurationException incomplete) {
            if (hasConfiguredCaches) {
                return defaults;
            }
            throw incomplete;
        }
    }

    private RedisCacheConfiguration guarded(RedisCacheConfiguration configuration, GuardedCache cache) {
        return cache.settings().enabled() ? serialization.guard(configuration, cache) : configuration;
    }
}
