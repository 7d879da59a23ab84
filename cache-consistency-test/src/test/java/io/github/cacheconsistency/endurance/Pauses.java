package io.github.cacheconsistency.endurance;

import io.github.cacheconsistency.test.gate.Operation;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * Random delays between the steps of readers and writers: mostly up to 5 ms, sometimes 20 to 50 ms. During each period
 * one kind of step is delayed most, because some races need one late step and all others in time. Thread-safe.
 */
final class Pauses {

    private static final long SHORT = Duration.ofMillis(5).toNanos();
    private static final long LONG_FROM = Duration.ofMillis(20).toNanos();
    private static final long LONG_TO = Duration.ofMillis(50).toNanos();

    private static final List<String> KINDS =
            List.of("GET", "SET", "PROBE", "SELECT", "EVALSHA", "UPDATE", "INSERT", "UNLINK", "COMMIT");

    private final boolean any;
    private volatile String focus = KINDS.get(0);

    private Pauses(boolean any) {
        this.any = any;
    }

    static Pauses random() {
        return new Pauses(true);
    }

    static Pauses none() {
        return new Pauses(false);
    }

    /** Chooses the commands that are delayed most from now on. */
    void refocus() {
        focus = KINDS.get(ThreadLocalRandom.current().nextInt(KINDS.size()));
    }

    /** Delays a command on its way to the server. */
    void before(Operation operation) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        boolean isLookup = operation.name().equals("GET");
        boolean suffers = operation.name().equals(focus);
        // Most lookups hit, and hits do not race. If they were delayed as often as other commands, they would dominate.
        int percent = (suffers ? 50 : 20) / (isLookup ? 20 : 1);
        if (any && random.nextInt(100) < percent) {
            boolean isLong = random.nextInt(10) < (suffers ? 7 : 1);
            pause(isLong ? random.nextLong(LONG_FROM, LONG_TO) : random.nextLong(SHORT));
        }
    }

    /** Delays a reply after which the caller may return, so that no further command would be delayed instead. */
    void after(Operation operation) {
        if (operation.commits() || operation.name().equals("GET")) {
            before(operation);
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
