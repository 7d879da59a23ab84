package io.github.cacheconsistency.endurance;

import io.github.cacheconsistency.test.gate.Command;
import io.github.cacheconsistency.test.gate.Gate;
import io.github.cacheconsistency.test.gate.Operation;
import io.github.cacheconsistency.test.race.Steps;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Delays every command of a node, and ends writers according to their fate. Thread-safe. */
final class StormGate implements Gate {

    private final ThreadLocal<@Nullable WriteAttempt> current = new ThreadLocal<>();
    private final Pauses pauses;
    private final ConnectionCutter cutter;
    private final LongSupplier order;

    /** @param order supplies the next position in the order of all events */
    StormGate(Pauses pauses, ConnectionCutter cutter, LongSupplier order) {
        this.pauses = pauses;
        this.cutter = cutter;
        this.order = order;
    }

    /** Runs a write whose commands are those of the current thread. */
    void run(WriteAttempt attempt, Runnable write) {
        current.set(attempt);
        try {
            write.run();
        } finally {
            current.remove();
        }
    }

    @Override
    public boolean holdsCurrentThread() {
        return true;
    }

    @Override
    public @Nullable Object pass(Operation operation, Command command) throws Throwable {
        WriteAttempt attempt = current.get();
        if (attempt != null && attempt.isDead()) {
            return afterDeath(attempt, operation, command);
        }
        pauses.before(operation);
        Object reply = attempt == null ? command.execute() : passWrite(attempt, operation, command);
        pauses.after(operation);
        return reply;
    }

    /** Cuts the connection of a dead client: the server rolls back, and no further command arrives. */
    private static @Nullable Object afterDeath(WriteAttempt attempt, Operation operation, Command command)
            throws Throwable {
        if (Steps.rollback().test(operation)) {
            return command.execute();
        }
        throw attempt.die();
    }

    private @Nullable Object passWrite(WriteAttempt attempt, Operation operation, Command command) throws Throwable {
        if (Steps.command("COMMIT").test(operation)) {
            return commit(attempt, command);
        }
        if (attempt.fate() == Fate.DIES_AFTER_CHANGE && attempt.hasChanged()) {
            throw cut(attempt);
        }
        Object reply = command.execute();
        if (Steps.databaseWrite().test(operation)) {
            attempt.change();
        }
        return reply;
    }

    private @Nullable Object commit(WriteAttempt attempt, Command command) throws Throwable {
        if (attempt.fate() == Fate.DIES_BEFORE_COMMIT) {
            throw cut(attempt);
        }
        attempt.send(order.getAsLong());
        if (attempt.fate() == Fate.DIES_AT_COMMIT) {
            throw cutDuring(attempt, command);
        }
        Object reply = command.execute();
        attempt.commit(order.getAsLong());
        if (attempt.fate() == Fate.DIES_AFTER_COMMIT) {
            throw attempt.die();
        }
        return reply;
    }

    private WriterKilled cut(WriteAttempt attempt) {
        cutter.cut(attempt.connectionId());
        return attempt.die();
    }

    private WriterKilled cutDuring(WriteAttempt attempt, Command commit) {
        CompletableFuture<Void> cut = CompletableFuture.runAsync(() -> {
            Pauses.pause(ThreadLocalRandom.current().nextLong(1_000_000));
            cutter.cut(attempt.connectionId());
        });
        WriterKilled killed;
        try {
            commit.execute();
            killed = attempt.die();
        } catch (Throwable lost) {
            killed = attempt.die();
            killed.addSuppressed(lost);
        }
        // Otherwise it might cut the next user of the connection.
        cut.join();
        return killed;
    }
}
