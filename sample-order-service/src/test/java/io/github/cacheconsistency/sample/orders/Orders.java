package io.github.cacheconsistency.sample.orders;

import java.util.Objects;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Inserts orders into the database and deletes them, without the service. */
@TestComponent
class Orders {

    private static final long FIRST_TEST_ID = 1_000_000;

    private final JdbcClient jdbc;
    private final Cache cache;

    Orders(JdbcClient jdbc, CacheManager cacheManager) {
        this.jdbc = jdbc;
        this.cache = Objects.requireNonNull(cacheManager.getCache("orders"));
    }

    /** Inserts an order of version 1 and returns its id, which is not cached. */
    long given(OrderStatus status) {
        long id = nextId();
        jdbc.sql("INSERT INTO orders (id, status, version) VALUES (?, ?, 1)")
                .params(id, status.name())
                .update();
        return id;
    }

    /** Returns the id of the next order that the service creates, provided that one was {@link #given} before. */
    long nextId() {
        long highest = jdbc.sql("SELECT COALESCE(MAX(id), 0) FROM orders")
                .query(Long.class)
                .single();
        return Math.max(highest + 1, FIRST_TEST_ID);
    }

    /** Deletes all orders that were {@link #given} or created. */
    void clear() {
        jdbc.sql("DELETE FROM orders WHERE id >= ?").param(FIRST_TEST_ID).update();
        cache.clear();
    }
}
