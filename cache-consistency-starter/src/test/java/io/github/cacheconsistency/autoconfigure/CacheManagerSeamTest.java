package io.github.cacheconsistency.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cacheconsistency.internal.annotations.ConsistentRedisCacheWriter;
import io.github.cacheconsistency.internal.programmatic.RedisConsistentCaches;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.cache.autoconfigure.RedisCacheManagerBuilderCustomizer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cache.CacheManager;
import org.springframework.cache.concurrent.ConcurrentMapCacheManager;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.cache.RedisCache;
import org.springframework.data.redis.cache.RedisCacheConfiguration;
import org.springframework.data.redis.cache.RedisCacheManager;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/** Which caches are guarded, and the error if none can be. */
class CacheManagerSeamTest {

    private final ApplicationContextRunner runner = Contexts.runner();

    @Test
    void usesBootsOwnRedisCacheManager() {
        runner.withPropertyValues("spring.cache.redis.time-to-live=7s", "spring.cache.redis.key-prefix=shop:")
                .run(context -> {
                    assertThat(context).hasSingleBean(CacheManager.class).hasBean("cacheManager");
                    RedisCache cache = cache(context, "points");
                    assertThat(cache.getNativeCache()).isSameAs(context.getBean(ConsistentRedisCacheWriter.class));
                    assertThat(timeToLive(cache.getCacheConfiguration())).isEqualTo(Duration.ofSeconds(7));
                    assertThat(cache.getCacheConfiguration().getKeyPrefixFor("points"))
                            .isEqualTo("shop:points::");
                    assertThat(isGuarded(cache.getCacheConfiguration())).isTrue();
                });
    }

    @Test
    void guardsWhatTheUsersCustomizerHasConfigured() {
        runner.withUserConfiguration(OwnCustomizer.class).run(context -> {
            RedisCache cache = cache(context, "orders");
            assertThat(cache.getNativeCache()).isInstanceOf(ConsistentRedisCacheWriter.class);
            assertThat(timeToLive(cache.getCacheConfiguration())).isEqualTo(Duration.ofSeconds(5));
            assertThat(isGuarded(cache.getCacheConfiguration())).isTrue();
        });
    }

    @Test
    void guardsCachesNamedBySpring() {
        runner.withPropertyValues("spring.cache.cache-names=points").run(context -> {
            assertThat(context.getBean(CacheManager.class).getCacheNames()).containsExactly("points");
            assertThat(isGuarded(cache(context, "points").getCacheConfiguration()))
                    .isTrue();
        });
    }

    @Test
    void leavesTheSerializerOfADisabledCacheAlone() {
        runner.withPropertyValues("cache-consistency.caches.points.enabled=false")
                .run(context -> {
                    assertThat(isGuarded(cache(context, "points").getCacheConfiguration()))
                            .isFalse();
                    assertThat(isGuarded(cache(context, "orders").getCacheConfiguration()))
                            .isTrue();
                });
    }

    @Test
    void failsWhenTheCacheManagerIsNotRedis() {
        runner.withBean(CacheManager.class, ConcurrentMapCacheManager::new).run(context -> {
            assertThat(Contexts.report(context).getDescription()).contains(ConcurrentMapCacheManager.class.getName());
            assertThat(Contexts.report(context).getAction()).contains("spring.cache.type=redis");
        });
    }

    @Test
    void failsWithoutAnyCacheManager() {
        Contexts.withoutCaching().run(context -> {
            assertThat(Contexts.report(context).getDescription()).contains("there is no cache manager");
            assertThat(Contexts.report(context).getAction()).contains("@EnableCaching");
        });
    }

    @Test
    void findsTheRedisCacheManagerAmongOthers() {
        runner.withUserConfiguration(OwnCacheManager.class)
                .withBean(
                        "localCaches",
                        CacheManager.class,
                        ConcurrentMapCacheManager::new,
                        definition -> definition.setPrimary(true))
                .run(context -> assertThat(context).hasNotFailed().hasSingleBean(RedisConsistentCaches.class));
    }

    private static RedisCache cache(ApplicationContext context, String name) {
        return (RedisCache)
                Objects.requireNonNull(context.getBean(RedisCacheManager.class).getCache(name));
    }

    private static @Nullable Duration timeToLive(RedisCacheConfiguration configuration) {
        return configuration.getTtlFunction().getTimeToLive("key", "value");
    }

    private static boolean isGuarded(RedisCacheConfiguration configuration) {
        return configuration
                .getValueSerializationPair()
                .getClass()
                .getSimpleName()
                .startsWith("Guarded");
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnCustomizer {

        @Bean
        RedisCacheManagerBuilderCustomizer ordersLiveShortly() {
            return builder -> builder.withCacheConfiguration(
                    "orders", RedisCacheConfiguration.defaultCacheConfig().entryTtl(Duration.ofSeconds(5)));
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnCacheManager {

        @Bean
        RedisCacheManager ownCacheManager(RedisConnectionFactory connectionFactory) {
            return RedisCacheManager.builder(connectionFactory)
                    .initialCacheNames(Set.of("points"))
                    .build();
        }
    }
}
