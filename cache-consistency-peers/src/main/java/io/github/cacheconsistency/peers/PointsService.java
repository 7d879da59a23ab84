package io.github.cacheconsistency.peers;

import org.jspecify.annotations.Nullable;

/**
 * What a peer caches, with the annotations of its own: reads fill the cache {@value #CACHE}, each write is a transaction
 * whose entries are evicted after its COMMIT, or after that of the caller's method if it has none of its own. Thread-safe.
 */
public interface PointsService {

    /** The name of the cache. */
    String CACHE = "points";

    /** How long an entry lives where the peer has time-to-lives, in seconds. */
    int TIME_TO_LIVE_SECONDS = 600;

    /** The row, or {@code null}, which is cached as well. */
    @Nullable
    Points find(long id);

    /** Changes one row. */
    void add(long id, long delta);

    /** Changes two rows in one transaction. */
    void addToBoth(long first, long second);

    /** Creates a row that does not exist. */
    void create(long id);

    /**
     * Changes one row and clears the whole cache.
     *
     * @throws UnsupportedOperationException where the peer cannot clear a cache
     */
    void addAndClear(long id);
}
