package io.github.cacheconsistency.spi;

import java.util.List;

/**
 * Maps the keys of one cache to the database rows that its values are derived from, if
 * {@code cache-consistency.caches.<name>.row} cannot express that: joins, composite keys, derived values. Define one
 * bean of this type for each such cache. Thread-safe.
 */
public interface ProbedRows {

    /** The name of the cache. */
    String cacheName();

    /**
     * Returns all rows whose change changes the value of {@code key}. Each of them is probed.
     *
     * @param key the cache key as text, without the prefix of the Redis key
     */
    List<ProbedRow> rowsOf(String key);
}
