package io.github.cacheconsistency.test.gate;

import org.jspecify.annotations.Nullable;

/**
 * Every operation passes a gate before it reaches its store. Called on the thread that issues the operation.
 * Thread-safe.
 */
public interface Gate {

    /**
     * Executes {@code command}, perhaps later, or fails instead.
     *
     * @return the reply of the command
     * @throws Throwable what the command threw, or a fault that the gate injects
     */
    @Nullable
    Object pass(Operation operation, Command command) throws Throwable;

    /**
     * Obtains a connection. This is not an operation, and its order is not controlled. It may wait for a server or a
     * pool.
     *
     * @return the connection
     * @throws Throwable what {@code command} threw
     */
    default @Nullable Object connect(Command command) throws Throwable {
        return command.execute();
    }

    /** Whether operations of the current thread are steps that a driver controls. */
    boolean holdsCurrentThread();
}
