package io.github.cacheconsistency.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cacheconsistency.ConsistentCaches;
import io.github.cacheconsistency.internal.annotations.ConsistentRedisCacheWriter;
import io.github.cacheconsistency.spi.ConsistentRedisCacheManager;
import io.github.cacheconsistency.spi.RedisCacheGuard;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.cache.interceptor.SimpleCacheResolver;
import org.springframework.cache.support.CompositeCacheManager;
import org.springframework.cache.transaction.TransactionAwareCacheManagerProxy;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.data.redis.cache.RedisCache;
import org.springframework.data.redis.cache.RedisCacheConfiguration;
import org.springframework.data.redis.cache.RedisCacheManager;
import org.springframework.data.redis.cache.RedisCacheWriter;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.serializer.RedisSerializationContext.SerializationPair;
import org.springframework.data.redis.serializer.RedisSerializer;

/**
 * Cache managers that the application creates are guarded without a change, or are refused with an error that says what
 * to change.
 */
@ExtendWith(OutputCaptureExtension.class)
class CacheManagerGuardingTest {

    private static final RedisCacheConfiguration DEFAULTS =
            RedisCacheConfiguration.defaultCacheConfig().entryTtl(Duration.ofMinutes(10));

    private final ApplicationContextRunner runner = Contexts.runner();

    static Stream<Arguments> plainManagers() {
        return Stream.of(
                managers("create", RedisCacheManager::create),
                managers(
                        "defaults",
                        factory -> RedisCacheManager.builder(factory)
                                .cacheDefaults(DEFAULTS)
                                .build()),
                managers(
                        "initial caches",
                        factory -> RedisCacheManager.builder(factory)
                                .initialCacheNames(Set.of("users"))
                                .withCacheConfiguration("users", DEFAULTS.prefixCacheNameWith("[x]:"))
                                .build()),
                managers(
                        "no others",
                        factory -> RedisCacheManager.builder(factory)
                                .initialCacheNames(Set.of("users"))
                                .disableCreateOnMissingCache()
                                .build()),
                managers(
                        "transaction-aware",
                        factory -> RedisCacheManager.builder(factory)
                                .transactionAware()
                                .enableStatistics()
                                .build()),
                managers(
                        "locking",
                        factory -> RedisCacheManager.builder(RedisCacheWriter.lockingRedisCacheWriter(factory))
                                .build()),
                managers(
                        "immediate",
                        factory -> RedisCacheManager.builder(RedisCacheWriter.create(
                                        factory, RedisCacheWriter.RedisCacheWriterConfigurer::immediateWrites))
                                .build()),
                managers(
                        "constructor",
                        factory -> new RedisCacheManager(
                                RedisCacheWriter.nonLockingRedisCacheWriter(factory),
                                DEFAULTS,
                                Map.of("users", DEFAULTS))));
    }

    private static Arguments managers(String name, Function<RedisConnectionFactory, RedisCacheManager> builder) {
        return Arguments.argumentSet(name, builder);
    }

    @ParameterizedTest
    @MethodSource("plainManagers")
    void areGuardedWithoutAChange(Function<RedisConnectionFactory, RedisCacheManager> builder) {
        with(builder).run(context -> {
            assertThat(context).hasNotFailed();
            assertGuarded(cache(context, "cacheManager", "users"));
        });
    }

    @Test
    void keepWhatTheApplicationHasConfigured() {
        RedisCacheConfiguration own = DEFAULTS.prefixCacheNameWith("own:").entryTtl(Duration.ofSeconds(5));
        with(factory -> RedisCacheManager.builder(factory)
                        .cacheDefaults(DEFAULTS)
                        .withCacheConfiguration("users", own)
                        .disableCreateOnMissingCache()
                        .enableStatistics()
                        .build())
                .run(context -> {
                    RedisCacheManager manager = context.getBean(RedisCacheManager.class);
                    assertThat(manager.getCacheNames()).containsExactly("users");
                    assertThat(manager.getCache("others")).isNull();
                    RedisCache users = cache(context, "cacheManager", "users");
                    assertThat(users.getCacheConfiguration().getKeyPrefixFor("users"))
                            .isEqualTo("own:users::");
                    assertThat(users.getCacheConfiguration().getTtlFunction().getTimeToLive("key", "value"))
                            .isEqualTo(Duration.ofSeconds(5));
                    users.getNativeCache().evict("users", "x".getBytes(java.nio.charset.StandardCharsets.UTF_8));
                    assertThat(users.getStatistics().getDeletes())
                            .as("statistics are counted")
                            .isOne();
                });
    }

    @Test
    void areGuardedIfTheyHaveOurWriterAlready() {
        runner.withUserConfiguration(WithOurWriter.class).run(context -> {
            assertGuarded(cache(context, "own", "users"));
            assertGuarded(cache(context, "own", "made on first use"));
        });
    }

    @Test
    void areGuardedSeveralAtATime() {
        runner.withUserConfiguration(Several.class).run(context -> {
            assertGuarded(cache(context, "hourly", "users"));
            assertGuarded(cache(context, "daily", "reports"));
            assertThat(((SimpleCacheResolver) context.getBean("resolver")).getCacheManager())
                    .isInstanceOf(ConsistentRedisCacheManager.class);
            ConsistentCaches caches = context.getBean(ConsistentCaches.class);
            assertThat(caches.cache("reports", Long.class, String.class).name()).isEqualTo("reports");
            assertThat(cache(context, "hourly", "only primary")).isNotNull();
        });
    }

    @Test
    void leaveACacheThatIsTurnedOffToTheirOwnWriter() {
        with(factory -> RedisCacheManager.builder(factory).transactionAware().build())
                .withPropertyValues("cache-consistency.caches.stock.enabled=false")
                .run(context -> {
                    CacheManager manager = context.getBean(CacheManager.class);
                    assertThat(manager.getCache("stock"))
                            .isInstanceOf(org.springframework.cache.transaction.TransactionAwareCacheDecorator.class)
                            .extracting(Cache::getNativeCache)
                            .isNotInstanceOf(ConsistentRedisCacheWriter.class);
                    assertGuarded(cache(context, "cacheManager", "users"));
                });
    }

    @Test
    void areRefusedIfTheyMayDoAnything() {
        with(Extended::new)
                .run(context -> assertThat(Contexts.report(context)).satisfies(report -> {
                    assertThat(report.getDescription()).contains("'cacheManager'", Extended.class.getName());
                    assertThat(report.getAction())
                            .contains(
                                    ConsistentRedisCacheManager.class.getName(),
                                    "cache-consistency.unguarded-cache-managers=cacheManager");
                }));
    }

    @Test
    void areRefusedIfTheirWriterMayDoAnything() {
        with(factory -> RedisCacheManager.builder(new OwnWriter(factory)).build())
                .run(context -> assertThat(Contexts.report(context)).satisfies(report -> {
                    assertThat(report.getDescription()).contains("'cacheManager'", OwnWriter.class.getName());
                    assertThat(report.getAction())
                            .contains("RedisCacheManager.builder(guard.writer())", "RedisCacheGuard");
                }));
    }

    @Test
    void areRefusedOnAnotherRedis() {
        with(factory -> RedisCacheManager.create(new LettuceConnectionFactory("elsewhere", 1)))
                .run(context -> assertThat(Contexts.report(context)).satisfies(report -> {
                    assertThat(report.getDescription()).contains("'cacheManager'", "'redisConnectionFactory'");
                    assertThat(report.getAction()).contains("cache-consistency.redis.connection-factory");
                }));
    }

    @Test
    void areRefusedIfTheirKeysCannotBeFoundAgain() {
        with(factory -> RedisCacheManager.builder(factory)
                        .cacheDefaults(javaKeys())
                        .initialCacheNames(Set.of("users"))
                        .build())
                .run(context ->
                        assertThat(Contexts.report(context).getDescription()).contains("'users'", "key serializer"));
        with(factory -> RedisCacheManager.builder(factory)
                        .cacheDefaults(javaKeys())
                        .build())
                .run(context ->
                        assertThat(Contexts.report(context).getDescription()).contains("key serializer"));
    }

    @Test
    void mayBeLeftUnguardedKnowingly(CapturedOutput output) {
        with(Extended::new)
                .withPropertyValues("cache-consistency.unguarded-cache-managers=cacheManager")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(context.getBean(CacheManager.class)).isExactlyInstanceOf(Extended.class);
                    assertThat(output)
                            .containsOnlyOnce("The caches of the cache manager 'cacheManager' are not guarded");
                });
    }

    @Test
    void cannotBeLeftUnguardedByAWrongName() {
        with(RedisCacheManager::create)
                .withPropertyValues("cache-consistency.unguarded-cache-managers=cacheManger")
                .run(context -> assertThat(Contexts.report(context).getDescription())
                        .contains("[cacheManager]", "'cacheManger'"));
    }

    @Test
    void mayExtendTheGuardedOne() {
        runner.withUserConfiguration(ExtendsGuarded.class).run(context -> {
            RedisCache cache = cache(context, "own", "users");
            assertGuarded(cache);
            assertThat(cache.getCacheConfiguration().getTtlFunction().getTimeToLive("key", "value"))
                    .isEqualTo(Duration.ofSeconds(3));
        });
    }

    @Test
    void mustCallTheGuardedOneIfTheyExtendIt() {
        runner.withUserConfiguration(ExtendsWrongly.class)
                .run(context -> assertThat(Contexts.report(context).getAction()).contains("super.createRedisCache"));
    }

    static Stream<Arguments> placesWithoutABean() {
        return Stream.of(
                Arguments.argumentSet("composite", InComposite.class),
                Arguments.argumentSet("resolver", InResolver.class),
                Arguments.argumentSet("proxy", InProxy.class));
    }

    @ParameterizedTest
    @MethodSource("placesWithoutABean")
    void areRefusedIfTheyAreNoBeans(Class<?> configuration) {
        runner.withUserConfiguration(configuration)
                .run(context -> assertThat(Contexts.report(context).getAction()).contains("@Bean"));
    }

    private ApplicationContextRunner with(Function<RedisConnectionFactory, RedisCacheManager> builder) {
        return runner.withBean("cacheManagers", CacheManagers.class, () -> new CacheManagers(builder))
                .withUserConfiguration(OwnManager.class);
    }

    private static RedisCacheConfiguration javaKeys() {
        return DEFAULTS.serializeKeysWith(javaSerialization());
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static SerializationPair<String> javaSerialization() {
        return SerializationPair.fromSerializer((RedisSerializer) RedisSerializer.java());
    }

    private static RedisCache cache(ApplicationContext context, String manager, String name) {
        return (RedisCache) Objects.requireNonNull(
                context.getBean(manager, CacheManager.class).getCache(name));
    }

    private static void assertGuarded(RedisCache cache) {
        assertThat(cache.getNativeCache()).isInstanceOf(ConsistentRedisCacheWriter.class);
        assertThat(cache.getCacheConfiguration()
                        .getValueSerializationPair()
                        .getClass()
                        .getSimpleName())
                .isEqualTo("GuardedSerializationPair");
    }

    record CacheManagers(Function<RedisConnectionFactory, RedisCacheManager> builder) {}

    @Configuration(proxyBeanMethods = false)
    static class OwnManager {

        @Bean
        RedisCacheManager cacheManager(CacheManagers managers, RedisConnectionFactory factory) {
            return managers.builder().apply(factory);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class WithOurWriter {

        @Bean
        RedisCacheManager own(ConsistentRedisCacheWriter writer) {
            return RedisCacheManager.builder(writer)
                    .initialCacheNames(Set.of("users"))
                    .build();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Several {

        @Bean
        @Primary
        CacheManager hourly(RedisConnectionFactory factory) {
            return RedisCacheManager.builder(factory)
                    .initialCacheNames(Set.of("users"))
                    .build();
        }

        @Bean
        RedisCacheManager daily(ConsistentRedisCacheWriter writer) {
            return RedisCacheManager.builder(writer)
                    .cacheDefaults(DEFAULTS.prefixCacheNameWith("daily:"))
                    .initialCacheNames(Set.of("reports"))
                    .build();
        }

        @Bean
        SimpleCacheResolver resolver(RedisCacheManager daily) {
            return new SimpleCacheResolver(daily);
        }
    }

    static class Extended extends RedisCacheManager {

        Extended(RedisConnectionFactory factory) {
            super(RedisCacheWriter.nonLockingRedisCacheWriter(factory), DEFAULTS);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class ExtendsGuarded {

        @Bean
        RedisCacheManager own(RedisCacheGuard guard) {
            return new ConsistentRedisCacheManager(guard, DEFAULTS) {
                @Override
                protected RedisCache createRedisCache(String name, RedisCacheConfiguration configuration) {
                    return super.createRedisCache(name, configuration.entryTtl(Duration.ofSeconds(3)));
                }
            };
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class ExtendsWrongly {

        @Bean
        RedisCacheManager own(RedisCacheGuard guard) {
            return new ConsistentRedisCacheManager(guard, DEFAULTS, true, Map.of("users", DEFAULTS)) {
                @Override
                protected RedisCache createRedisCache(String name, RedisCacheConfiguration configuration) {
                    return new RedisCache(name, getCacheWriter(), configuration) {};
                }
            };
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class InComposite {

        @Bean
        @Primary
        CacheManager all(RedisConnectionFactory factory) {
            return new CompositeCacheManager(RedisCacheManager.create(factory));
        }

        @Bean
        RedisCacheManager guarded(RedisConnectionFactory factory) {
            return RedisCacheManager.create(factory);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class InResolver {

        @Bean
        SimpleCacheResolver resolver(RedisConnectionFactory factory) {
            return new SimpleCacheResolver(RedisCacheManager.create(factory));
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class InProxy {

        @Bean
        CacheManager proxy(RedisConnectionFactory factory) {
            return new TransactionAwareCacheManagerProxy(RedisCacheManager.create(factory));
        }

        @Bean
        @Primary
        RedisCacheManager guarded(RedisConnectionFactory factory) {
            return RedisCacheManager.create(factory);
        }
    }

    /** A writer of the application. */
    static class OwnWriter implements RedisCacheWriter {

        private final RedisCacheWriter target;

        OwnWriter(RedisConnectionFactory factory) {
            this.target = RedisCacheWriter.nonLockingRedisCacheWriter(factory);
        }

        @Override
        public byte[] get(String name, byte[] key) {
            return target.get(name, key);
        }

        @Override
        public java.util.concurrent.CompletableFuture<byte[]> retrieve(String name, byte[] key, Duration ttl) {
            return target.retrieve(name, key, ttl);
        }

        @Override
        public void put(String name, byte[] key, byte[] value, Duration ttl) {
            target.put(name, key, value, ttl);
        }

        @Override
        public java.util.concurrent.CompletableFuture<Void> store(String name, byte[] key, byte[] value, Duration ttl) {
            return target.store(name, key, value, ttl);
        }

        @Override
        public byte[] putIfAbsent(String name, byte[] key, byte[] value, Duration ttl) {
            return target.putIfAbsent(name, key, value, ttl);
        }

        @Override
        public void evict(String name, byte[] key) {
            target.evict(name, key);
        }

        @Override
        public void clear(String name, byte[] pattern) {
            target.clear(name, pattern);
        }

        @Override
        public void clearStatistics(String name) {
            target.clearStatistics(name);
        }

        @Override
        public RedisCacheWriter withStatisticsCollector(
                org.springframework.data.redis.cache.CacheStatisticsCollector collector) {
            return this;
        }

        @Override
        public org.springframework.data.redis.cache.CacheStatistics getCacheStatistics(String cacheName) {
            return target.getCacheStatistics(cacheName);
        }
    }
}
