package io.github.cacheconsistency.test.gate;

import org.jspecify.annotations.Nullable;

/**
 * The gate of one application context: lets all operations pass until a race takes it over. If gated beans wrap one
 * another, only the outermost is gated. Thread-safe.
 */
public final class SwitchableGate implements Gate {

    private final ThreadLocal<Boolean> inside = ThreadLocal.withInitial(() -> false);
    private volatile @Nullable Gate active;
    private volatile Runnable permission = () -> {};

    /** Sets a check that runs before the first race; it throws if no race may run on this context. */
    public void permission(Runnable check) {
        permission = check;
    }

    /**
     * From now on operations pass {@code gate}.
     *
     * @throws IllegalStateException if another gate is active: only one race at a time can run on a context
     */
    public synchronized void switchTo(Gate gate) {
        if (active != null) {
            throw new IllegalStateException("Another race runs on this application context. Close it first: only one "
                    + "race at a time can hold the Redis and database connections of a context.");
        }
        permission.run();
        // Once is enough, because the servers of a context do not change.
        permission = () -> {};
        active = gate;
    }

    /** Lets all operations pass again. */
    public synchronized void open() {
        active = null;
    }

    @Override
    public @Nullable Object pass(Operation operation, Command command) throws Throwable {
        Gate gate = gate();
        if (gate == null) {
            return command.execute();
        }
        return gate.pass(operation, () -> {
            inside.set(true);
            try {
                return command.execute();
            } finally {
                inside.remove();
            }
        });
    }

    @Override
    public @Nullable Object connect(Command command) throws Throwable {
        Gate gate = gate();
        return gate == null ? command.execute() : gate.connect(command);
    }

    @Override
    public boolean holdsCurrentThread() {
        Gate gate = gate();
        return gate != null && gate.holdsCurrentThread();
    }

    private @Nullable Gate gate() {
        return Ungated.isActive() || inside.get() ? null : active;
    }
}
