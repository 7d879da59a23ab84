package io.github.cacheconsistency.test.program;

import io.github.cacheconsistency.test.explore.Footprint.Use;
import io.github.cacheconsistency.test.gate.Access;
import io.github.cacheconsistency.test.gate.Operation;
import io.github.cacheconsistency.test.gate.Store;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Detects polls: whether a call repeats a read of Redis, and whether the reply may have changed since its last
 * read.
 */
final class PollDetector {

    private final Run run;
    private @Nullable Operation lastRead;
    /** How often it has sent {@link #lastRead} in a row. */
    private int times;
    /** Whether the next step of the task repeats the read that it has just made. */
    private boolean polls;
    /** Keys that the current call has read. */
    private final Set<String> missed = new HashSet<>();
    /** The number of writes to Redis when the task reached its current step. */
    private long writesBefore;
    /** The number of {@link Run#memoryTouches()} at that moment. */
    private long touchesBefore;

    PollDetector(Run run) {
        this.run = run;
    }

    /** Called when a call begins. */
    void begin() {
        missed.clear();
        lastRead = null;
        times = 0;
    }

    void executed(Operation operation) {
        times = operation.equals(lastRead) ? times + 1 : 1;
        lastRead = isRead(operation) ? operation : null;
        if (lastRead != null) {
            missed.addAll(operation.keys());
        }
    }

    private static boolean isRead(Operation operation) {
        return operation.store() == Store.REDIS && operation.access() == Access.READ;
    }

    /** Called when the call has reached its next step. */
    void stepReached() {
        writesBefore = run.redisWrites();
        polls = false;
    }

    /** Called when the next step of the call is {@code pending}. */
    void heldBefore(Operation pending, Touched touched) {
        // Two consecutive reads count as double-checking; from the third on the task is polling.
        polls = times > 1 && pending.equals(lastRead);
        if (lastRead != null) {
            touchMemory(lastRead.keys(), touched);
        }
        touchesBefore = run.memoryTouches();
    }

    /** Called when the call has ended. */
    void ended(Touched touched) {
        if (lastRead == null) {
            touchMemory(missed, touched);
        }
    }

    /**
     * A call that missed a key may become leader or follower of an in-flight load in the memory of the JVM, which no
     * command shows, until the call ends.
     */
    private void touchMemory(Collection<String> keys, Touched touched) {
        if (!keys.isEmpty()) {
            run.memoryTouched();
        }
        keys.forEach(key -> touched.touch("memory:" + key, Use.WRITE));
    }

    boolean polls() {
        return polls;
    }

    /** Whether Redis has been written since the task reached its current step. */
    boolean mayHaveChanged() {
        return run.redisWrites() != writesBefore;
    }

    /** Whether the memory of the JVM may have changed in a way that the call can notice after {@code pending}. */
    boolean memoryMayHaveChanged(Operation pending) {
        return isRead(pending) && run.memoryTouches() != touchesBefore;
    }
}
