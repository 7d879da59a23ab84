package io.github.cacheconsistency.spi;

import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** The clock, the waits and the delayed tasks of the library. A test may replace it to control time. Thread-safe. */
public interface TimeSource {

    /** Returns nanoseconds since an arbitrary origin. Only differences are meaningful. */
    long nanoTime();

    /**
     * Waits until {@code signal} is complete, normally or exceptionally, or until {@code atMost} has passed.
     *
     * @return whether the signal is complete; {@code false} also if the thread was interrupted, whose interrupt flag is
     *     then set again
     */
    boolean await(CompletionStage<?> signal, Duration atMost);

    /**
     * Runs {@code task} once after {@code delay}, on a thread of the library. If the application stops earlier, the
     * task runs then.
     */
    void schedule(Runnable task, Duration delay);

    /**
     * Like {@link #schedule}, for recurring work that is not needed once the application stops: the task is dropped
     * then. The caller must not rely on its execution, and schedules it again when it is needed. An implementation may
     * run the task early.
     */
    default void scheduleUpkeep(Runnable task, Duration delay) {
        schedule(task, delay);
    }
}
