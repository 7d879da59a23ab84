package io.github.cacheconsistency.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/**
 * R02 as the orders team lived it: the write has returned, and the cache still holds the old value, because the eviction
 * is on its way. The same service and the same steps, once on Spring's cache manager alone and once with the starter added.
 */
class AcknowledgementTest {

    @Nested
    @IntegrationTest
    @TestPropertySource(properties = "cache-consistency.enabled=false")
    class OnTheStockCacheManager extends WriteOverASlowLink {

        @Test
        void aWriteReturnsWhileItsEvictionIsStillOnTheWay() {
            CompletableFuture<Void> write = writeWhileTheLinkHoldsEverythingBack();

            assertThat(write).succeedsWithin(60, TimeUnit.SECONDS);
            assertThat(redis.holdsValue(key()))
                    .as("every reader hits the old value after the write was acknowledged")
                    .isTrue();
        }
    }

    @Nested
    @IntegrationTest
    @TestPropertySource(properties = "cache-consistency.redis.command-timeout=1m")
    class WithTheStarter extends WriteOverASlowLink {

        @Test
        void aWriteReturnsWhenItsEvictionHasArrived() {
            CompletableFuture<Void> write = writeWhileTheLinkHoldsEverythingBack();
            assertThat(write).as("the eviction is held back").isNotDone();

            link.restore();

            assertThat(write).succeedsWithin(60, TimeUnit.SECONDS);
            assertThat(redis.exists(key())).isFalse();
        }
    }

    abstract static class WriteOverASlowLink {

        @Autowired
        Items items;

        @Autowired
        ItemService service;

        @Autowired
        RedisProbe redis;

        @Autowired
        RedisLink link;

        private long id;

        @AfterEach
        void restoreLink() {
            link.restore();
        }

        String key() {
            return "leased::" + id;
        }

        /** Returns when the eviction has reached the link, which does not pass it on. */
        CompletableFuture<Void> writeWhileTheLinkHoldsEverythingBack() {
            id = items.given("pen");
            service.find("leased", id);
            service.evict("leased", id, () -> {}); // all connections stand from here on
            await().until(() -> !redis.exists(key()));
            service.find("leased", id);
            await().until(() -> redis.holdsValue(key()));

            link.hang();
            int before = link.requests();
            CompletableFuture<Void> write =
                    CompletableFuture.runAsync(() -> service.evict("leased", id, () -> items.rename(id, "brush")));
            await().until(() -> link.requests() > before);
            return write;
        }
    }
}
