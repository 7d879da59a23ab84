package io.github.cacheconsistency.spi;

import java.util.List;

/**
 * Names the rows that the values of a cache are made from, where {@code cache-consistency.caches.<name>.row} cannot:
 * joins, composite keys, derived values. Define a bean of this type for each such cache. Thread-safe.
 */
public interface ProbedRows {

    /** The cache it is for. */
    String cacheName();

    /**
     * All rows whose change changes the value of {@code key}; each is probed.
     *
     * @param key the cache key as text, without the prefix of the Redis key
     */
    List<ProbedRow> rowsOf(String key);
}
