package io.github.cacheconsistency.sample.points;

import io.github.cacheconsistency.test.gate.Command;
import io.github.cacheconsistency.test.gate.Gate;
import io.github.cacheconsistency.test.gate.Operation;
import io.github.cacheconsistency.test.race.Steps;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Blocks one writer forever after the reply to its COMMIT, before its next step. Just before that COMMIT a reader reads
 * the balance, so that the old value is cached if the strategy allows that. Thread-safe.
 */
final class CommitHold implements Gate {

    private final ThreadLocal<@Nullable Long> writing = new ThreadLocal<>();
    private final AtomicBoolean armed = new AtomicBoolean();
    private final CountDownLatch never = new CountDownLatch(1);
    private final Consumer<Long> held;
    private volatile Consumer<Long> reader = userId -> {};

    /**
     * Creates the gate.
     *
     * @param held receives the user whose balance the blocked writer has changed
     */
    CommitHold(Consumer<Long> held) {
        this.held = held;
    }

    /** Selects the next writer that commits; {@code before} reads the balance that it has changed. */
    void arm(Consumer<Long> before) {
        reader = before;
        armed.set(true);
    }

    /** Runs a change of a balance. Its writer may be the selected one. */
    void run(long userId, Runnable change) {
        writing.set(userId);
        try {
            change.run();
        } finally {
            writing.remove();
        }
    }

    @Override
    public @Nullable Object pass(Operation operation, Command command) throws Throwable {
        Long userId = writing.get();
        if (userId == null || !Steps.command("COMMIT").test(operation) || !armed.compareAndSet(true, false)) {
            return command.execute();
        }
        CompletableFuture.runAsync(() -> reader.accept(userId)).join();
        Object reply = command.execute();
        held.accept(userId);
        never.await();
        return reply;
    }

    @Override
    public boolean holdsCurrentThread() {
        return false;
    }
}
