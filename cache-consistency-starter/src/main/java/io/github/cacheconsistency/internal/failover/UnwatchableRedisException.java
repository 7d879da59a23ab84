package io.github.cacheconsistency.internal.failover;

import org.jspecify.annotations.Nullable;

/** Redis cannot be watched: it refuses a command, or its answer does not contain its identity. */
final class UnwatchableRedisException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnwatchableRedisException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
