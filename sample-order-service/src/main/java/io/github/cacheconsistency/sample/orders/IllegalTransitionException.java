package io.github.cacheconsistency.sample.orders;

/** The order is in a status from which the wanted one cannot be reached. */
class IllegalTransitionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    IllegalTransitionException(Order order, OrderStatus wanted) {
        super("Order %d is %s and cannot become %s.".formatted(order.id(), order.status(), wanted));
    }
}
