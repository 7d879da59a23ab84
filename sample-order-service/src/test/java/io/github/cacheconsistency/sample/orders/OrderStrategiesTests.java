package io.github.cacheconsistency.sample.orders;

import static io.github.cacheconsistency.sample.orders.OrderClient.expect;
import static io.github.cacheconsistency.sample.orders.OrderStatus.CREATED;
import static io.github.cacheconsistency.sample.orders.OrderStatus.PAID;
import static io.github.cacheconsistency.sample.orders.OrderStatus.SHIPPED;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cacheconsistency.ConsistentCaches;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.test.context.TestPropertySource;

/** Without concurrency, reads see every write at once under every strategy; the race tests show the differences. */
class OrderStrategiesTests {

    @Nested
    @OrderServiceTest
    @TestPropertySource(properties = "cache-consistency.strategy=cache-aside")
    class CacheAside extends ShowsWritesAtOnce {}

    @Nested
    @OrderServiceTest
    @TestPropertySource(properties = "cache-consistency.strategy=delayed-double-delete")
    class DelayedDoubleDelete extends ShowsWritesAtOnce {}

    @Nested
    @OrderServiceTest
    @TestPropertySource(properties = "cache-consistency.strategy=versioned-write")
    class VersionedWrite extends ShowsWritesAtOnce {}

    @Nested
    @OrderServiceTest
    @TestPropertySource(properties = "cache-consistency.strategy=lease")
    class Lease extends ShowsWritesAtOnce {}

    abstract static class ShowsWritesAtOnce {

        @Autowired
        private OrderClient client;

        @Autowired
        private Orders orders;

        @BeforeEach
        @AfterEach
        void clear() {
            orders.clear();
        }

        @Test
        void runsTheStrategyOfTheProperty(
                @Autowired ConsistentCaches caches, @Value("${cache-consistency.strategy}") String strategy) {
            assertThat(caches.strategy("orders").name()).isEqualTo(strategy);
        }

        @Test
        void showsNewStatusAtOnce() {
            long id = orders.given(CREATED);
            expect(client.get(id), id, CREATED, 1);

            expect(client.changeStatus(id, PAID), id, PAID, 2);
            expect(client.get(id), id, PAID, 2);
            expect(client.get(id), id, PAID, 2); // may come from the cache

            expect(client.changeStatus(id, SHIPPED), id, SHIPPED, 3);
            expect(client.get(id), id, SHIPPED, 3);
        }

        @Test
        void showsNewOrderAtOnce() {
            orders.given(CREATED);
            long id = orders.nextId();
            client.get(id).expectStatus().isNotFound(); // leaves a cached null

            expect(client.create(), id, CREATED, 1);

            expect(client.get(id), id, CREATED, 1);
        }
    }
}
