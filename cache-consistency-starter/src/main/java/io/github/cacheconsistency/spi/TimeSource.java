package io.github.cacheconsistency.spi;

import java.time.Duration;
import java.util.concurrent.CompletionStage;

/**
 * All waiting and all delays of the library go through this interface, so that a test can own time. Thread-safe.
 */
public interface TimeSource {

    /** Nanoseconds since an arbitrary origin; only differences mean anything. */
    long nanoTime();

    /**
     * Waits until {@code signal} is complete, normally or not, or until {@code atMost} has passed.
     *
     * @return whether the signal is complete; {@code false} also when the thread was interrupted, whose interrupt flag
     *     is then set again
     */
    boolean await(CompletionStage<?> signal, Duration atMost);

    /**
     * Runs {@code task} once after {@code delay}, on a thread of the library. A task that is still waiting when the
     * application stops is run then, at once.
     */
    void schedule(Runnable task, Duration delay);

    /**
     * As {@link #schedule}, for recurring work that means nothing once the application stops: it is dropped then. It comes
     * again when it is needed, so no caller relies on it. An implementation may run it early all the same.
     */
    default void scheduleUpkeep(Runnable task, Duration delay) {
        schedule(task, delay);
    }
}
