package io.github.cacheconsistency.benchmarks.workload;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits for background work of contestants. */
final class Quiet {

    /** Slightly longer than the assertion window of {@code CONVERGES} and than a delayed second delete. */
    private static final Duration WINDOW = Duration.ofMillis(600);

    private static final Duration MOMENT = Duration.ofMillis(20);

    private Quiet() {}

    /** Waits a moment, until commands that were sent without waiting have arrived and delayed fills have ended. */
    static void await() {
        pause(MOMENT);
    }

    /** Waits as long as a cache may differ from the database after the last write. */
    static void awaitWindow() {
        pause(WINDOW);
    }

    static void pause(Duration duration) {
        long end = System.nanoTime() + duration.toNanos();
        for (long left = duration.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
