package io.github.cacheconsistency.test.time;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The content of a Redis key.
 *
 * @param content its bytes; {@code null} if the key does not exist, or is not a string
 * @param plain whether it does not exist or is a string
 * @param left the rest of its time-to-live, in the time of the race if it is recorded, otherwise by the server; {@code
 *     null} if it does not expire
 */
public record HeldKey(
        byte @Nullable [] content, boolean plain, @Nullable Duration left) {

    /** A key that does not exist. */
    public static final HeldKey NOTHING = new HeldKey(null, true, null);
}
