package io.github.cacheconsistency.sample.orders;

/** There is no order with that id. */
class UnknownOrderException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnknownOrderException(long id) {
        super("There is no order " + id + ".");
    }
}
