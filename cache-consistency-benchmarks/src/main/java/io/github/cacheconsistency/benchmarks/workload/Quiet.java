package io.github.cacheconsistency.benchmarks.workload;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Lets what contestants do in the background come to its end. */
final class Quiet {

    /** A bit more than the assertion window of {@code CONVERGES} and than a delayed second delete. */
    private static final Duration WINDOW = Duration.ofMillis(600);

    private static final Duration MOMENT = Duration.ofMillis(20);

    private Quiet() {}

    /** A moment: what was sent without waiting has arrived, fills that follow their reads are made. */
    static void await() {
        pause(MOMENT);
    }

    /** As long as a cache may differ from the database after the last write. */
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
