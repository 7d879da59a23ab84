package io.github.cacheconsistency.integration;

import io.github.cacheconsistency.internal.annotations.ConsistentRedisCacheWriter;
import io.github.cacheconsistency.spi.ConsistentRedisCacheManager;
import io.github.cacheconsistency.spi.RedisCacheGuard;
import org.springframework.boot.cache.autoconfigure.RedisCacheManagerBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.cache.RedisCacheConfiguration;
import org.springframework.data.redis.cache.RedisCacheManager;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/** A way to come by a cache manager, with a cache for each {@link CacheVariant}. */
enum CacheManagerKind {
    /** Built by Spring Boot. */
    BOOT(Boot.class),
    /** Built by the application as if there were no library. */
    TUTORIAL(Tutorial.class),
    /** The same, transaction-aware, with statistics, and with no cache but the declared ones. */
    TRANSACTION_AWARE(TransactionAware.class),
    /** Built by the application on the library's writer. */
    OUR_WRITER(OurWriter.class),
    /** A class of the application. */
    EXTENDED(Extended.class);

    private final Class<?> configuration;

    CacheManagerKind(Class<?> configuration) {
        this.configuration = configuration;
    }

    Class<?> configuration() {
        return configuration;
    }

    @Configuration(proxyBeanMethods = false)
    static class Boot {

        @Bean
        RedisCacheManagerBuilderCustomizer variants() {
            return builder -> builder.withInitialCacheConfigurations(CacheVariant.configurations());
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Tutorial {

        @Bean
        RedisCacheManager cacheManager(RedisConnectionFactory factory) {
            return RedisCacheManager.builder(factory)
                    .withInitialCacheConfigurations(CacheVariant.configurations())
                    .build();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class TransactionAware {

        @Bean
        RedisCacheManager cacheManager(RedisConnectionFactory factory) {
            return RedisCacheManager.builder(factory)
                    .withInitialCacheConfigurations(CacheVariant.configurations())
                    .disableCreateOnMissingCache()
                    .transactionAware()
                    .enableStatistics()
                    .build();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OurWriter {

        @Bean
        RedisCacheManager cacheManager(ConsistentRedisCacheWriter writer) {
            return RedisCacheManager.builder(writer)
                    .withInitialCacheConfigurations(CacheVariant.configurations())
                    .build();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Extended {

        @Bean
        RedisCacheManager cacheManager(RedisCacheGuard guard) {
            return new ConsistentRedisCacheManager(
                    guard, RedisCacheConfiguration.defaultCacheConfig(), true, CacheVariant.configurations()) {};
        }
    }
}
