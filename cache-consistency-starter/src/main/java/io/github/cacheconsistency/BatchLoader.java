package io.github.cacheconsistency;

import java.util.Collection;
import java.util.Map;

/**
 * Reads the values of several keys from the database at once.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values; a key that is absent from the result is cached as {@code null}
 * @param <X> what the loader may throw; it reaches the caller of the cache unchanged
 */
@FunctionalInterface
public interface BatchLoader<K, V, X extends Exception> {

    /** Loads all of {@code keys}, which are never empty and hold no duplicates. */
    Map<K, V> load(Collection<K> keys) throws X;
}
