package io.github.cacheconsistency.internal.failover;

/** What Redis holds cannot be verified now; it is to be tried again. */
final class DistrustedRedisException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DistrustedRedisException(String message) {
        super(message);
    }
}
