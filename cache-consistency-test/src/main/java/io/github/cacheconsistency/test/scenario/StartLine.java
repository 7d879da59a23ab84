package io.github.cacheconsistency.test.scenario;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Starts a number of threads at the same moment. */
final class StartLine {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final CountDownLatch missing;

    StartLine(int threads) {
        this.missing = new CountDownLatch(threads);
    }

    /** Waits until all threads have called this. */
    void await() {
        missing.countDown();
        await(missing, "all threads to start");
    }

    /** Waits for {@code latch}, with a timeout. */
    static void await(CountDownLatch latch, String what) {
        try {
            if (!latch.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("Timed out after " + PATIENCE + " while waiting for " + what);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for " + what, e);
        }
    }
}
