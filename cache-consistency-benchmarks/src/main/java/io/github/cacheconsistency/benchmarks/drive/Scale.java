package io.github.cacheconsistency.benchmarks.drive;

import java.time.Duration;

/**
 * The extent of a run.
 *
 * @param warmups rounds that are discarded
 * @param rounds rounds that count
 * @param slice how long one contestant is measured in one round
 * @param quick whether slow sizes are left out
 */
public record Scale(int warmups, int rounds, Duration slice, boolean quick) {

    /** For the documentation. */
    public static final Scale FULL = new Scale(1, 7, Duration.ofMillis(400), false);

    /** Enough to see that everything works, and for a rough comparison. */
    public static final Scale QUICK = new Scale(1, 3, Duration.ofMillis(150), true);
}
