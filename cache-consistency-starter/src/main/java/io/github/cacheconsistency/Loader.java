package io.github.cacheconsistency;

import org.jspecify.annotations.Nullable;

/**
 * Reads one value from the database on a cache miss.
 *
 * @param <T> the type of the value; {@code null} means that there is no such row, and is cached like any other value
 * @param <X> the exception that the loader may throw; the cache passes it to its caller unchanged
 */
@FunctionalInterface
public interface Loader<T, X extends Exception> {

    /**
     * Reads the value from the database.
     *
     * @return the value, or {@code null} if there is no such row
     * @throws X if the database cannot be read; nothing is cached
     */
    @Nullable
    T load() throws X;
}
