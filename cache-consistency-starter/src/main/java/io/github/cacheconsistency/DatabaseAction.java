package io.github.cacheconsistency;

import org.jspecify.annotations.Nullable;

/**
 * Changes the database and returns the new value of the key.
 *
 * @param <T> the type of the value
 * @param <X> the exception that the action may throw; the transaction is rolled back, and the caller receives the
 *     exception unchanged
 */
@FunctionalInterface
public interface DatabaseAction<T, X extends Exception> {

    /**
     * Changes the database, in the transaction of the caller or in one that was opened for this call.
     *
     * @return the new value of the key; {@code null} if the row was deleted or its new value is not known
     * @throws X if the change failed; {@link ConsistentCache#update} documents the effect on the transaction
     */
    @Nullable
    T run() throws X;
}
