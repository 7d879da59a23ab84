package io.github.cacheconsistency.sample.orders;

import java.util.List;

/**
 * Where an order stands.
 *
 * <pre>
 * CREATED --> PAID --> SHIPPED
 *    |          |
 *    +----------+----> CANCELLED
 * </pre>
 *
 * SHIPPED and CANCELLED are final. Asking for the status an order already has changes nothing and is no error, so that
 * a client may repeat a request whose answer it never got.
 */
enum OrderStatus {
    CREATED(),
    PAID(CREATED),
    SHIPPED(PAID),
    CANCELLED(CREATED, PAID);

    private final List<OrderStatus> predecessors;

    OrderStatus(OrderStatus... predecessors) {
        this.predecessors = List.of(predecessors);
    }

    /** The statuses from which an order may change to this one. */
    List<OrderStatus> predecessors() {
        return predecessors;
    }
}
