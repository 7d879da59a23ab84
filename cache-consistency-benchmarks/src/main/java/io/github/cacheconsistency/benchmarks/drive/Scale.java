package io.github.cacheconsistency.benchmarks.drive;

import java.time.Duration;

/**
 * How much time a run takes.
 *
 * @param warmups rounds that are thrown away
 * @param rounds rounds that count
 * @param slice how long one contestant is measured in one round
 * @param quick whether sizes that take long are left out
 */
public record Scale(int warmups, int rounds, Duration slice, boolean quick) {

    /** What the documentation reports. */
    public static final Scale FULL = new Scale(1, 7, Duration.ofMillis(400), false);

    /** Enough to see that everything works, and to compare roughly. */
    public static final Scale QUICK = new Scale(1, 3, Duration.ofMillis(150), true);
}
