package io.github.cacheconsistency.internal.failover;

/** The contents of Redis cannot be verified now. The verification has to be repeated. */
final class DistrustedRedisException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DistrustedRedisException(String message) {
        super(message);
    }
}
