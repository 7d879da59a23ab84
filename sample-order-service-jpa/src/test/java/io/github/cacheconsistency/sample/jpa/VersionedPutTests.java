package io.github.cacheconsistency.sample.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cacheconsistency.ConsistentCaches;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.orm.ObjectOptimisticLockingFailureException;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionOperations;

/** {@code versioned-write} puts entities, whose version Hibernate increments only when it flushes. */
@JpaOrderTest
@TestPropertySource(properties = "cache-consistency.strategy=versioned-write")
class VersionedPutTests {

    @Autowired
    private OrderService service;

    @Autowired
    private OrderRepository repository;

    @Autowired
    private Orders orders;

    @Autowired
    private ConsistentCaches caches;

    @Autowired
    private TransactionOperations transaction;

    @Test
    void aPutReplacesTheOldValue() {
        long id = orders.given();
        service.find(id);

        service.addItemsAndPut(id, 3);

        assertThat(orders.isCached(id)).as("the key stays warm").isTrue();
        assertThat(service.find(id).getVersion()).isEqualTo(2);
        assertThat(service.find(id).getItems()).isEqualTo(3);
    }

    @Test
    void anUpdateReplacesTheOldValue() {
        long id = orders.given();
        service.find(id);

        caches.cache("orders", Long.class, Order.class).update(id, () -> {
            Order order = repository.findById(id).orElseThrow();
            order.addItems(3);
            return order;
        });

        assertThat(orders.isCached(id)).isTrue();
        assertThat(service.find(id).getItems()).isEqualTo(3);
    }

    @Test
    void aVersionConflictIsThatAndNoUnserializableValue() {
        long id = orders.given();
        service.find(id);
        assertThatThrownBy(() -> transaction.executeWithoutResult(status -> {
                    repository.findById(id).orElseThrow();
                    Orders.elsewhere(() -> service.addItemsAndPut(id, 1));
                    service.addItemsAndPut(id, 10);
                }))
                .isInstanceOf(ObjectOptimisticLockingFailureException.class);
        assertThat(service.find(id).getItems()).isEqualTo(1);
    }
}
