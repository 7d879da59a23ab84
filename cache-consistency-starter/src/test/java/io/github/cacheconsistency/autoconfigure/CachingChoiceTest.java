package io.github.cacheconsistency.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cacheconsistency.ConsistentCaches;
import io.github.cacheconsistency.internal.annotations.ConsistentRedisCacheWriter;
import io.github.cacheconsistency.internal.cache.CacheRegistry;
import io.github.cacheconsistency.internal.programmatic.PassThroughCaches;
import io.github.cacheconsistency.spi.ConsistentRedisCacheManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.cache.CacheManager;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.cache.RedisCacheManager;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/** If the library or a cache is turned off, its other properties have no effect. */
@ExtendWith(OutputCaptureExtension.class)
class CachingChoiceTest {

    private final ApplicationContextRunner runner = Contexts.runner();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "spring.cache.type=simple",
                "spring.cache.type=none",
                "spring.cache.type=SIMPLE",
                "cache-consistency.enabled=false"
            })
    void anExplicitOtherChoiceTurnsTheLibraryOffWithOneLine(String choice, CapturedOutput output) {
        runner.withPropertyValues(choice).run(context -> {
            assertThat(context)
                    .hasNotFailed()
                    .doesNotHaveBean(ConsistentRedisCacheWriter.class)
                    .hasSingleBean(CacheManager.class);
            passesThrough(context);
            assertThat(output).containsOnlyOnce("No cache is guarded, because of " + choice);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"spring.cache.type=simple", "spring.cache.type=none", "cache-consistency.enabled=false"})
    void wrongPropertiesOfWhatIsTurnedOffDoNoHarm(String choice) {
        runner.withPropertyValues(
                        choice,
                        "cache-consistency.strategy=leese",
                        "cache-consistency.lease.time=soon",
                        "cache-consistency.time-to-live=0",
                        "cache-consistency.outbox.enabled=true",
                        "cache-consistency.outbox.table=no table",
                        "cache-consistency.redis.connection-factory=none",
                        "cache-consistency.redis.replicas-to-ack=-1",
                        "cache-consistency.unguarded-cache-managers=none",
                        "cache-consistency.caches.points.strategy=row-lock-lease",
                        "cache-consistency.caches.points.row=no row",
                        "cache-consistency.caches.points.rwo=misspelt")
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void aRedisCacheManagerOfTheApplicationIsGuardedWhateverTheTypeIs() {
        runner.withPropertyValues("spring.cache.type=simple")
                .withUserConfiguration(OwnManager.class)
                .run(context -> assertThat(context).hasSingleBean(ConsistentRedisCacheManager.class));
    }

    @Test
    void redisIsNoOtherChoice() {
        runner.withPropertyValues("spring.cache.type=redis")
                .run(context -> assertThat(context).hasSingleBean(ConsistentRedisCacheManager.class));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "strategy=leese",
                "strategy=versioned-write",
                "strategy=row-lock-lease",
                "row=no row",
                "time-to-live=0",
                "time-to-live=soon",
                "lease.time=soon",
                "replica-lag=often",
                "on-redis-failure=degrade",
                "on-redis-failure=ignore",
                "rwo=misspelt"
            })
    void wrongPropertiesOfACacheThatIsTurnedOffDoNoHarm(String wrong) {
        runner.withPropertyValues(
                        "cache-consistency.caches.points.enabled=false",
                        "cache-consistency.caches.points." + wrong,
                        "cache-consistency.caches[user.points].enabled=false",
                        "cache-consistency.caches[user.points]." + wrong)
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    CacheRegistry caches = context.getBean(CacheRegistry.class);
                    assertThat(caches.get("points").settings().enabled()).isFalse();
                    assertThat(caches.get("user.points").settings().enabled()).isFalse();
                    assertThat(caches.get("orders").settings().enabled()).isTrue();
                });
    }

    @Test
    void aTransactionManagerIsLookedForAtTheFirstWriteOnly() {
        runner.withPropertyValues("cache-consistency.enabled=false", "cache-consistency.transaction-manager=none")
                .run(context -> assertThat(context).hasNotFailed());
    }

    private static void passesThrough(ApplicationContext context) throws Exception {
        ConsistentCaches caches = context.getBean(ConsistentCaches.class);
        assertThat(caches).isInstanceOf(PassThroughCaches.class);
        var cache = caches.cache("points", Long.class, String.class);
        assertThat(cache.get(1L, () -> "first")).isEqualTo("first");
        assertThat(cache.get(1L, () -> "second")).isEqualTo("second");
        assertThat(cache.update(1L, () -> "third")).isEqualTo("third");
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnManager {

        @Bean
        RedisCacheManager own(RedisConnectionFactory factory) {
            return RedisCacheManager.create(factory);
        }
    }
}
