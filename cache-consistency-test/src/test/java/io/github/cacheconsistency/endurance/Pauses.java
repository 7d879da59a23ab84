package io.github.cacheconsistency.endurance;

import io.github.cacheconsistency.test.gate.Operation;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * Random delays between the steps of readers and writers: mostly up to 5 ms, sometimes 20 to 50 ms. Thread-safe.
 */
final class Pauses {

    private static final long SHORT = Duration.ofMillis(5).toNanos();
    private static final long LONG_FROM = Duration.ofMillis(20).toNanos();
    private static final long LONG_TO = Duration.ofMillis(50).toNanos();

    /** Delays a command on its way to the server. */
    void before(Operation operation) {
        // Most lookups hit, and a hit races with nobody: paused as often as the rest, they would be all that happens.
        pause(operation.name().equals("GET") ? 1 : 25);
    }

    /** Delays a reply, where no further command would be delayed in its place: the caller may return with it. */
    void after(Operation operation) {
        if (operation.commits() || operation.name().equals("GET")) {
            before(operation);
        }
    }

    private static void pause(int percent) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        if (random.nextInt(100) < percent) {
            boolean isLong = random.nextInt(5) == 0;
            pause(isLong ? random.nextLong(LONG_FROM, LONG_TO) : random.nextLong(SHORT));
        }
    }

    /** Parks until {@code nanos} are over. */
    static void pause(long nanos) {
        long end = System.nanoTime() + nanos;
        for (long left = nanos; left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
