package io.github.cacheconsistency.sample.orders;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Repository;

/** The SQL of the orders. */
@Repository
class OrderRepository {

    private final JdbcClient jdbc;

    OrderRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Returns the order, or {@code null} if there is none with that id. */
    @Nullable
    Order find(long id) {
        return jdbc.sql("SELECT id, status, version FROM orders WHERE id = :id")
                .param("id", id)
                .query(Order.class)
                .optional()
                .orElse(null);
    }

    /** Inserts an order in status CREATED. */
    Order insert() {
        GeneratedKeyHolder key = new GeneratedKeyHolder();
        jdbc.sql("INSERT INTO orders (status, version) VALUES ('CREATED', 1)").update(key, "id");
        return new Order(Objects.requireNonNull(key.getKey()).longValue(), OrderStatus.CREATED, 1);
    }

    /**
     * Changes the status if the current status allows {@code status}; otherwise does nothing. In both cases the row is
     * locked until the end of the transaction.
     */
    void changeStatus(long id, OrderStatus status) {
        List<String> predecessors =
                status.predecessors().stream().map(OrderStatus::name).toList();
        if (predecessors.isEmpty()) {
            return; // "IN ()" is not valid SQL
        }
        jdbc.sql("""
                        UPDATE orders SET status = :status, version = version + 1
                        WHERE id = :id AND status IN (:predecessors)""")
                .param("id", id)
                .param("status", status.name())
                .param("predecessors", predecessors)
                .update();
    }
}
