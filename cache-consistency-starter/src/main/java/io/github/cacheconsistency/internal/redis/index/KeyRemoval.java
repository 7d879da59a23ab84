package io.github.cacheconsistency.internal.redis.index;

import io.github.cacheconsistency.internal.redis.script.RedisRefusal;
import io.github.cacheconsistency.observation.FailureText;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.redis.connection.RedisConnection;

/** Removes keys with {@code UNLINK}, or with {@code DEL} if Redis does not allow {@code UNLINK}. Thread-safe. */
public final class KeyRemoval {

    private static final Logger log = LoggerFactory.getLogger(KeyRemoval.class);

    private volatile boolean unlinkRefused;

    /** Removes {@code keys}; returns how many of them existed. */
    public long remove(RedisConnection connection, byte[]... keys) {
        if (keys.length == 0) {
            return 0;
        }
        if (!unlinkRefused) {
            try {
                return count(connection.keyCommands().unlink(keys));
            } catch (RuntimeException failure) {
                if (!RedisRefusal.isForGood(failure)) {
                    throw failure;
                }
                long removed = count(connection.keyCommands().del(keys));
                // Set only after DEL has succeeded: the refusal may concern the key and not the command.
                unlinkRefused = true;
                log.warn(
                        "Redis does not allow UNLINK: keys are removed with DEL, which takes longer for large ones{}",
                        FailureText.of(failure));
                return removed;
            }
        }
        return count(connection.keyCommands().del(keys));
    }

    private static long count(@Nullable Long removed) {
        return removed == null ? 0 : removed;
    }
}
