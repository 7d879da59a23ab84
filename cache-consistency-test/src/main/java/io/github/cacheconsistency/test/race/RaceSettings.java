package io.github.cacheconsistency.test.race;

import java.time.Duration;

/**
 * How races are run.
 *
 * @param watchdog real time within which a task must reach its next step; longer means it hangs
 * @param window time of the race after which the cache must have converged
 */
public record RaceSettings(Duration watchdog, Duration window) {

    /** A watchdog of 30 s, a window of 500 ms. */
    public static final RaceSettings DEFAULT = new RaceSettings(Duration.ofSeconds(30), Duration.ofMillis(500));
}
