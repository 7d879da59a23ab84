package io.github.cacheconsistency.test.program;

import io.github.cacheconsistency.test.explore.Footprint.Use;
import io.github.cacheconsistency.test.gate.Access;
import io.github.cacheconsistency.test.gate.Operation;
import io.github.cacheconsistency.test.gate.Store;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a call has looked at in Redis, and whether anything has changed since it came to where it stands. */
final class Looks {

    private final Run run;
    private @Nullable Operation lastRead;
    /** How often it has taken that step in a row. */
    private int times;
    /** Whether the task stands before the read that it has just made: it looks again. */
    private boolean polls;
    /** Keys that the current call has looked at, and then gone on. */
    private final Set<String> missed = new HashSet<>();
    /** How much had been written when the task came to where it stands. */
    private long writesBefore;
    /** How often memory had been touched then. */
    private long touchesBefore;

    Looks(Run run) {
        this.run = run;
    }

    /** A call begins. */
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

    /** The call has come to stand somewhere. */
    void stands() {
        writesBefore = run.redisWrites();
        polls = false;
    }

    /** It stands before {@code pending}. */
    void standsBefore(Operation pending, Touched touched) {
        // To look twice is a double check, after which it goes on whatever it saw; a third look is a poll.
        polls = times > 1 && pending.equals(lastRead);
        if (lastRead != null) {
            touchMemory(lastRead.keys(), touched);
        }
        touchesBefore = run.memoryTouches();
    }

    /** It has ended. */
    void ended(Touched touched) {
        if (lastRead == null) {
            touchMemory(missed, touched);
        }
    }

    /**
     * Whoever did not find a key and goes on may lead or follow others in the memory of the JVM, which no command shows;
     * when it has ended it does no longer.
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

    /** Whether Redis has been written since. */
    boolean mayFindMore() {
        return run.redisWrites() != writesBefore;
    }

    /** Whether what it finds in memory after {@code pending} may differ from what it found before. */
    boolean mayCompare(Operation pending) {
        return isRead(pending) && run.memoryTouches() != touchesBefore;
    }
}
