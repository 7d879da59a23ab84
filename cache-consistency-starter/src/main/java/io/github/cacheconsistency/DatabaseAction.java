package io.github.cacheconsistency;

import org.jspecify.annotations.Nullable;

/**
 * Changes the database and returns the value that the key has from now on.
 *
 * @param <T> the type of the value; {@code null} when the row is gone or its new value is not at hand
 * @param <X> what the action may throw; the transaction is rolled back and the exception reaches the caller unchanged
 */
@FunctionalInterface
public interface DatabaseAction<T, X extends Exception> {

    /**
     * Changes the database, in the caller's transaction or in one that was opened for this call.
     *
     * @return the value that the key has from now on, or {@code null}
     * @throws X if the change failed; {@link ConsistentCache#update} says what becomes of the transaction
     */
    @Nullable
    T run() throws X;
}
