package io.github.cacheconsistency.internal.redis.script;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.core.types.Expiration;

/**
 * Converts durations to those that Redis accepts: whole milliseconds and at least one, because Redis rejects zero. The maximum
 * is a thousand years: with longer times, Redis 6.2 overflows when it adds the present time, and drops the key at once.
 */
public final class TimeToLive {

    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofDays(365_000);
    private static final byte[] PX = "PX".getBytes(US_ASCII);

    private TimeToLive() {}

    /** Returns {@code timeToLive} in milliseconds, limited to the range that Redis accepts. */
    public static long milliseconds(Duration timeToLive) {
        if (timeToLive.compareTo(SHORTEST) < 0) {
            return SHORTEST.toMillis();
        }
        return timeToLive.compareTo(LONGEST) > 0 ? LONGEST.toMillis() : timeToLive.toMillis();
    }

    /** Returns {@code timeToLive} as an expiration; none if it is {@code null}. */
    public static Expiration expiration(@Nullable Duration timeToLive) {
        return timeToLive == null ? Expiration.persistent() : Expiration.milliseconds(milliseconds(timeToLive));
    }

    /** Returns {@link #milliseconds} as a script argument. */
    public static byte[] argument(Duration timeToLive) {
        return Long.toString(milliseconds(timeToLive)).getBytes(US_ASCII);
    }

    /**
     * Returns {@code arguments}, followed by the expiry options of a {@code SET} in a script: {@code PX} and the time, or none.
     */
    public static byte[][] appendTo(@Nullable Duration timeToLive, byte[]... arguments) {
        if (timeToLive == null) {
            return arguments;
        }
        byte[][] result = Arrays.copyOf(arguments, arguments.length + 2);
        result[arguments.length] = PX;
        result[arguments.length + 1] = argument(timeToLive);
        return result;
    }
}
