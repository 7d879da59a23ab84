package io.github.cacheconsistency.sample.orders;

import io.github.cacheconsistency.test.RaceSubject;
import io.github.cacheconsistency.test.ReplicaLagRaces;
import io.github.cacheconsistency.test.server.ImportTestServers;
import java.util.Objects;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** Orders are loaded from a replica that lags; tombstones keep old values out of the cache. */
class OrderReplicaLagTests {

    @Nested
    @Tag("full")
    @TestPropertySource(properties = "cache-consistency.caches.orders.strategy=versioned-write")
    class VersionedWrite extends OrdersOnReplica {}

    @Nested
    @Tag("full")
    @TestPropertySource(properties = "cache-consistency.caches.orders.strategy=lease")
    class Lease extends OrdersOnReplica {}

    @Nested
    @TestPropertySource(properties = "cache-consistency.caches.orders.strategy=row-lock-lease")
    class RowLockLease extends OrdersOnReplica {}

    @SpringBootTest(properties = "cache-consistency.caches.orders.replica-lag=500ms")
    @ImportTestServers
    abstract static class OrdersOnReplica extends ReplicaLagRaces {

        @Autowired
        private OrderService service;

        @Autowired
        private OrderRepository repository;

        @Autowired
        private JdbcClient jdbc;

        @Override
        protected RaceSubject subject() {
            return RaceSubject.forCache("orders")
                    .read(() -> Objects.requireNonNull(service.find(1)).version())
                    .write(() -> service.changeStatus(1, next()))
                    .database(() -> Objects.requireNonNull(repository.find(1)).version())
                    .prepare(() -> jdbc.sql("REPLACE INTO orders (id, status, version) VALUES (1, 'CREATED', 1)")
                            .update())
                    .build();
        }

        private OrderStatus next() {
            return Objects.requireNonNull(repository.find(1)).status() == OrderStatus.CREATED
                    ? OrderStatus.PAID
                    : OrderStatus.SHIPPED;
        }
    }
}
