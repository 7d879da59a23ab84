package io.github.cacheconsistency.test.time;

import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** What a {@link SwitchableClock} asks while a race is on. Thread-safe. */
public interface RaceClock {

    /** The time since the race began. */
    Duration now();

    /** Waits as the race sees fit; whether {@code signal} is complete. */
    boolean await(CompletionStage<?> signal, Duration atMost);

    /** Runs {@code task} when the time of the race has moved on by {@code delay}. */
    void schedule(Runnable task, Duration delay);

    /**
     * As {@link #schedule}, for recurring work of the library that is no part of what a task does: nobody waits for it, and
     * no task owns it.
     */
    void scheduleUpkeep(Runnable task, Duration delay);
}
