package io.github.cacheconsistency.test.time;

import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** The clock that a {@link SwitchableClock} delegates to during a race. Thread-safe. */
public interface RaceClock {

    /** The time since the race began. */
    Duration now();

    /** Waits in the time of the race; returns whether {@code signal} is complete. */
    boolean await(CompletionStage<?> signal, Duration atMost);

    /** Runs {@code task} when the time of the race has advanced by {@code delay}. */
    void schedule(Runnable task, Duration delay);

    /**
     * As {@link #schedule}, for recurring work of the library: it belongs to no task, and no task waits for it.
     */
    void scheduleUpkeep(Runnable task, Duration delay);
}
