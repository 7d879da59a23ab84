package io.github.cacheconsistency.internal.failover;

import org.jspecify.annotations.Nullable;

/** Redis does not let us see who it is, or note what was verified: it refuses a command, or says too little. */
final class UnwatchableRedisException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnwatchableRedisException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
