package io.github.cacheconsistency.redis.failover;

import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Redis does not let us see who it is, or note what was verified: it refuses a command, or says too little. */
final class UnwatchableRedisException extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final int DEEPEST_CAUSE = 10;

    UnwatchableRedisException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Whether {@code failure} says that Redis will never execute the command, and not only not now. */
    static boolean isRefusal(Throwable failure) {
        return Stream.<Throwable>iterate(failure, Objects::nonNull, Throwable::getCause)
                .limit(DEEPEST_CAUSE)
                .map(Throwable::getMessage)
                .filter(Objects::nonNull)
                .anyMatch(message -> message.startsWith("NOPERM") || message.startsWith("ERR unknown command"));
    }
}
