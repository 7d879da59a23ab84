package io.github.cacheconsistency.test.gate;

import org.jspecify.annotations.Nullable;

/**
 * What every operation passes through before it reaches its store. Called on the thread that issues the operation.
 * Thread-safe.
 */
public interface Gate {

    /**
     * Executes {@code command}, sooner or later, or fails in its place.
     *
     * @return the reply of the command
     * @throws Throwable what the command threw, or what the gate makes of it
     */
    @Nullable
    Object pass(Operation operation, Command command) throws Throwable;

    /**
     * Obtains a connection, which is no operation: nobody chooses its moment. It may wait for a server, or for a pool.
     *
     * @return the connection
     * @throws Throwable what {@code command} threw
     */
    default @Nullable Object connect(Command command) throws Throwable {
        return command.execute();
    }

    /** Whether operations of the current thread are steps that somebody drives. */
    boolean holdsCurrentThread();
}
