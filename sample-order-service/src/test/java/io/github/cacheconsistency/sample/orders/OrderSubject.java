package io.github.cacheconsistency.sample.orders;

import io.github.cacheconsistency.test.RaceSubject;
import java.util.Objects;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Describes the order service to the races. */
class OrderSubject {

    private static final long ORDER = 1;
    private static final long OTHER_ORDER = 2;

    private final OrderService service;
    private final OrderRepository repository;
    private final JdbcClient jdbc;
    private final TransactionOperations transaction;
    private final CacheManager cacheManager;

    OrderSubject(
            OrderService service,
            OrderRepository repository,
            JdbcClient jdbc,
            TransactionOperations transaction,
            CacheManager cacheManager) {
        this.service = service;
        this.repository = repository;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.cacheManager = cacheManager;
    }

    RaceSubject subject() {
        return RaceSubject.forCache("orders")
                .read(() -> version(service.find(ORDER)))
                .write(() -> advance(ORDER))
                .database(() -> version(repository.find(ORDER)))
                .prepare(this::reset)
                .nullRace(() -> delete(ORDER), this::create)
                .second(
                        () -> version(service.find(OTHER_ORDER)),
                        () -> version(repository.find(OTHER_ORDER)),
                        this::advanceBoth)
                .writeAndClear(this::cancelAll)
                .build();
    }

    private static long version(Order order) {
        return order == null ? 0 : order.version();
    }

    /** Changes the order to the next legal status. */
    private void advance(long id) {
        OrderStatus status = Objects.requireNonNull(repository.find(id)).status();
        if (status == OrderStatus.SHIPPED) {
            payAgain(id);
            return;
        }
        try {
            service.changeStatus(id, status == OrderStatus.CREATED ? OrderStatus.PAID : OrderStatus.SHIPPED);
        } catch (IllegalTransitionException otherWriterWasFaster) {
            payAgain(id);
        }
    }

    /** Storms need more writes than an order has statuses: resets the status and repeats the same write. */
    private void payAgain(long id) {
        transaction.executeWithoutResult(status -> {
            jdbc.sql("UPDATE orders SET status = 'CREATED' WHERE id = ?")
                    .param(id)
                    .update();
            service.changeStatus(id, OrderStatus.PAID);
        });
    }

    private void reset() {
        jdbc.sql("REPLACE INTO orders (id, status, version) VALUES (?, 'CREATED', 1), (?, 'CREATED', 1)")
                .params(ORDER, OTHER_ORDER)
                .update();
    }

    private void delete(long id) {
        jdbc.sql("DELETE FROM orders WHERE id = ?").param(id).update();
    }

    /** Creates the order like the service, with a given id. */
    private void create() {
        transaction.executeWithoutResult(status -> {
            jdbc.sql("INSERT INTO orders (id, status, version) VALUES (?, 'CREATED', 1)")
                    .param(ORDER)
                    .update();
            cache().evict(ORDER);
        });
    }

    private void advanceBoth() {
        transaction.executeWithoutResult(status -> {
            advance(ORDER);
            advance(OTHER_ORDER);
        });
    }

    private void cancelAll() {
        transaction.executeWithoutResult(status -> {
            jdbc.sql("UPDATE orders SET status = 'CANCELLED', version = version + 1")
                    .update();
            cache().clear();
        });
    }

    private Cache cache() {
        return Objects.requireNonNull(cacheManager.getCache("orders"));
    }
}
