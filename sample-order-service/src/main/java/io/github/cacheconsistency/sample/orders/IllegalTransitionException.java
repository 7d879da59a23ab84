package io.github.cacheconsistency.sample.orders;

/** The current status of the order does not allow the requested one. */
class IllegalTransitionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    IllegalTransitionException(Order order, OrderStatus wanted) {
        super("Order %d is %s and cannot become %s.".formatted(order.id(), order.status(), wanted));
    }
}
