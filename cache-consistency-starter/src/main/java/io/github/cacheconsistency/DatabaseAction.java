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

    @Nullable
    T run() throws X;
}
