package io.github.cacheconsistency;

import java.util.Collection;
import java.util.Map;

/**
 * Reads the values of several keys from the database with one call.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 * @param <X> the exception that the loader may throw; the cache passes it to its caller unchanged
 */
@FunctionalInterface
public interface BatchLoader<K, V, X extends Exception> {

    /**
     * Reads the values of {@code keys} from the database.
     *
     * @param keys never empty, without duplicates
     * @return the values by key; a key without an entry is cached as {@code null}
     * @throws X if the database cannot be read; nothing is cached then
     */
    Map<K, V> load(Collection<K> keys) throws X;
}
