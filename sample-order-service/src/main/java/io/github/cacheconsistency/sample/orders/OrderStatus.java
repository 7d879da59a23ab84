package io.github.cacheconsistency.sample.orders;

import java.util.List;

/**
 * The status of an order.
 *
 * <pre>
 * CREATED --> PAID --> SHIPPED
 *    |          |
 *    +----------+----> CANCELLED
 * </pre>
 *
 * SHIPPED and CANCELLED are final. A request for the current status changes nothing and is not an error, so that a client
 * may repeat a request whose response was lost.
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
