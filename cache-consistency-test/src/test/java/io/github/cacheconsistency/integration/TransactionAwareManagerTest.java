package io.github.cacheconsistency.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cacheconsistency.build.ProvokesLog;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.cache.autoconfigure.RedisCacheManagerBuilderCustomizer;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.data.redis.cache.RedisCacheManager.RedisCacheManagerBuilder;
import org.springframework.test.context.TestPropertySource;

/** A cache manager that the user made transaction-aware: its caches come wrapped by Spring. */
@IntegrationTest
@SpringBootTest(classes = TransactionAwareManagerTest.Application.class)
@TestPropertySource(
        properties = {"cache-consistency.invalidation-retry.max-keys=2", "cache-consistency.redis.command-timeout=2s"})
@ProvokesLog("io.github.cacheconsistency.observation.LoggingCacheConsistencyListener")
@ProvokesLog("io.github.cacheconsistency.internal.write.PendingInvalidations")
class TransactionAwareManagerTest {

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @EnableCaching
    @Import(IntegrationApplication.Beans.class)
    static class Application {

        @Bean
        RedisCacheManagerBuilderCustomizer transactionAware() {
            return RedisCacheManagerBuilder::transactionAware;
        }
    }

    @Autowired
    private ItemService service;

    @Autowired
    private TypedCaches caches;

    @Autowired
    private Items items;

    @Autowired
    private RedisProbe redis;

    @Autowired
    private RedisLink link;

    @Autowired
    private ManualSchedule schedule;

    @Autowired
    private Transactions transactions;

    @ParameterizedTest
    @ValueSource(strings = {"leased", "versioned", "aside", "doubled"})
    void readsAreCached(String cache) {
        long id = items.given("pen");

        service.find(cache, id);
        items.forgetLoads();

        assertThat(service.findInSync(cache, id)).isEqualTo(items.row(id));
        assertThat(caches.get(cache).get(id, () -> items.load(id))).isEqualTo(items.row(id));
        assertThat(items.loads()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"leased", "versioned", "aside", "doubled"})
    void writesBelongToTheirTransaction(String cache) {
        long id = items.given("pen");
        service.find(cache, id);

        transactions.run(status -> {
            service.evict(cache, id, () -> items.rename(id, "brush"));
            assertThat(service.find(cache, id)).extracting("name").isEqualTo("brush");
        });
        assertThat(service.find(cache, id)).isEqualTo(items.row(id));
        transactions.run(status -> service.put(cache, id, () -> items.rename(id, "ink")));
        assertThat(service.find(cache, id)).isEqualTo(items.row(id));
        transactions.run(status -> {
            service.put(cache, id, () -> items.rename(id, "paper"));
            status.setRollbackOnly();
        });
        assertThat(service.find(cache, id))
                .isEqualTo(items.row(id))
                .extracting("name")
                .isEqualTo("ink");
    }

    @Test
    void tooManyFailedInvalidationsRemoveTheWholeCache() {
        long id = items.given("pen");
        service.find("leased", id);
        link.refuse();
        try {
            transactions.run(status -> {
                for (long other = 0; other < 3; other++) {
                    caches.get("leased").invalidate(-other);
                }
            });
        } finally {
            link.restore();
        }

        // The first attempt may come before the connection does.
        await().until(() -> {
            schedule.advance(Duration.ofMinutes(1));
            return !redis.exists("leased::" + id);
        });
    }
}
