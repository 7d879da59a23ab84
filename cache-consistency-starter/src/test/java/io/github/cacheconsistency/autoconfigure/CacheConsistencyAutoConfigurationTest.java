package io.github.cacheconsistency.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cacheconsistency.ConsistentCaches;
import io.github.cacheconsistency.internal.annotations.ConsistentRedisCacheWriter;
import io.github.cacheconsistency.internal.annotations.ReadStates;
import io.github.cacheconsistency.internal.cache.CacheRegistry;
import io.github.cacheconsistency.internal.programmatic.PassThroughCaches;
import io.github.cacheconsistency.internal.programmatic.RedisConsistentCaches;
import io.github.cacheconsistency.internal.read.InMemoryCacheStore;
import io.github.cacheconsistency.internal.read.ReadPath;
import io.github.cacheconsistency.internal.read.VirtualTime;
import io.github.cacheconsistency.internal.redis.CircuitBreakingCacheStore;
import io.github.cacheconsistency.internal.redis.SpringDataCacheStore;
import io.github.cacheconsistency.internal.time.SystemTimeSource;
import io.github.cacheconsistency.internal.write.TransactionRunner;
import io.github.cacheconsistency.internal.write.WritePath;
import io.github.cacheconsistency.observation.MicrometerCacheConsistencyListener;
import io.github.cacheconsistency.spi.CacheStore;
import io.github.cacheconsistency.spi.TimeSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.cache.autoconfigure.CacheAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.cache.CacheStatisticsCollector;
import org.springframework.data.redis.cache.RedisCacheWriter;
import org.springframework.data.redis.connection.RedisConnectionFactory;

class CacheConsistencyAutoConfigurationTest {

    private final ApplicationContextRunner runner = Contexts.runner();

    @Test
    void configuresItselfWithDefaults() {
        runner.run(context -> assertThat(context)
                .hasNotFailed()
                .hasSingleBean(RedisConsistentCaches.class)
                .hasSingleBean(ConsistentRedisCacheWriter.class)
                .hasSingleBean(SystemTimeSource.class)
                .hasSingleBean(CircuitBreakingCacheStore.class));
    }

    @Test
    void backsOffWhenDisabled() {
        runner.withPropertyValues("cache-consistency.enabled=false")
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .doesNotHaveBean(ConsistentRedisCacheWriter.class)
                        .doesNotHaveBean(CacheStore.class)
                        .doesNotHaveBean(CacheRegistry.class)
                        .hasSingleBean(PassThroughCaches.class));
    }

    @Test
    void backsOffWithoutRedisConnectionFactory() {
        new ApplicationContextRunner()
                .withConfiguration(
                        AutoConfigurations.of(CacheAutoConfiguration.class, CacheConsistencyAutoConfiguration.class))
                .withUserConfiguration(Contexts.Caching.class)
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .doesNotHaveBean(ConsistentCaches.class)
                        .doesNotHaveBean(ConsistentRedisCacheWriter.class));
    }

    @Test
    void backsOffWhenUserDefinesTimeSource() {
        VirtualTime time = new VirtualTime();
        runner.withBean("time", TimeSource.class, () -> time)
                .run(context -> assertThat(context).getBean(TimeSource.class).isSameAs(time));
    }

    @Test
    void backsOffWhenUserDefinesCacheStore() {
        InMemoryCacheStore store = new InMemoryCacheStore();
        runner.withBean("store", CacheStore.class, () -> store)
                .run(context -> assertThat(context).getBean(CacheStore.class).isSameAs(store));
    }

    @Test
    void backsOffWhenUserDefinesConsistentCaches() {
        ConsistentCaches caches = new PassThroughCaches(new TransactionRunner(null));
        runner.withBean("caches", ConsistentCaches.class, () -> caches)
                .run(context ->
                        assertThat(context).getBean(ConsistentCaches.class).isSameAs(caches));
        runner.withBean("caches", ConsistentCaches.class, () -> caches)
                .withPropertyValues("cache-consistency.enabled=false")
                .run(context ->
                        assertThat(context).getBean(ConsistentCaches.class).isSameAs(caches));
    }

    @Test
    void backsOffWhenUserDefinesConsistentRedisCacheWriter() {
        runner.withUserConfiguration(OwnWriter.class)
                .run(context -> assertThat(context)
                        .getBean(ConsistentRedisCacheWriter.class)
                        .isSameAs(context.getBean("ownWriter")));
    }

    @Test
    void backsOffWhenUserDefinesMetricsListener() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        MicrometerCacheConsistencyListener listener = new MicrometerCacheConsistencyListener(registry);
        runner.withBean(SimpleMeterRegistry.class, () -> registry)
                .withBean("listener", MicrometerCacheConsistencyListener.class, () -> listener)
                .run(context -> assertThat(context)
                        .getBean(MicrometerCacheConsistencyListener.class)
                        .isSameAs(listener));
    }

    @Test
    void countsOnlyWhereThereIsAMeterRegistry() {
        runner.run(context -> assertThat(context).doesNotHaveBean(MicrometerCacheConsistencyListener.class));
        runner.withBean(SimpleMeterRegistry.class)
                .run(context -> assertThat(context).hasSingleBean(MicrometerCacheConsistencyListener.class));
    }

    @Test
    void needsNoMicrometer() {
        runner.withClassLoader(new FilteredClassLoader("io.micrometer.core"))
                .run(context -> assertThat(context).hasNotFailed().hasSingleBean(ConsistentCaches.class));
    }

    @Test
    void callsRedisWithoutCircuitBreakerWhenThatIsDisabled() {
        runner.withPropertyValues("cache-consistency.redis.circuit-breaker.enabled=false")
                .run(context ->
                        assertThat(context).getBean(CacheStore.class).isExactlyInstanceOf(SpringDataCacheStore.class));
    }

    @Test
    void rejectsUnknownPropertiesOfCaches() {
        runner.withPropertyValues("cache-consistency.caches.points.stratgy=lease")
                .run(context -> assertThat(Contexts.report(context).getDescription())
                        .contains("cache-consistency.caches.points.stratgy"));
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnWriter {

        @Bean
        ConsistentRedisCacheWriter ownWriter(
                CacheRegistry caches,
                ReadPath readPath,
                WritePath writePath,
                CacheStore store,
                ReadStates reads,
                RedisConnectionFactory connectionFactory) {
            return new ConsistentRedisCacheWriter(
                    caches,
                    readPath,
                    writePath,
                    store,
                    reads,
                    RedisCacheWriter.nonLockingRedisCacheWriter(connectionFactory),
                    CacheStatisticsCollector.none());
        }
    }
}
