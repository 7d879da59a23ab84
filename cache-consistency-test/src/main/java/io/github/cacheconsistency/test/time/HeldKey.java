package io.github.cacheconsistency.test.time;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a Redis key holds.
 *
 * @param content its bytes; {@code null} if it holds nothing
 * @param plain whether it holds nothing or a string; if not, the content is not told
 * @param left how long it has to live, by the server, or by the tape if that has taken its time-to-live; {@code null} if
 *     it does not expire
 */
public record HeldKey(
        byte @Nullable [] content, boolean plain, @Nullable Duration left) {

    /** Nothing. */
    public static final HeldKey NOTHING = new HeldKey(null, true, null);
}
