package io.github.cacheconsistency.test.race;

import java.time.Duration;

/**
 * The settings of a race.
 *
 * @param watchdog the real time within which a task must reach its next step; after that it counts as hanging
 * @param window the time of the race after which the cache must have converged
 */
public record RaceSettings(Duration watchdog, Duration window) {

    /** A watchdog of 30 s, a window of 500 ms. */
    public static final RaceSettings DEFAULT = new RaceSettings(Duration.ofSeconds(30), Duration.ofMillis(500));
}
