package io.github.cacheconsistency.peers;

import org.jspecify.annotations.Nullable;

/**
 * The cached service, implemented with the annotations of a peer. Reads fill the cache {@value #CACHE}. Each write is a
 * transaction; its entries are evicted after its COMMIT, or after that of the calling method if the write has no
 * transaction of its own. Thread-safe.
 */
public interface PointsService {

    /** The name of the cache. */
    String CACHE = "points";

    /** The time-to-live of entries in seconds, if the peer supports one. */
    int TIME_TO_LIVE_SECONDS = 600;

    /** Returns the row, or {@code null}, which is cached as well. */
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
     * @throws UnsupportedOperationException if the peer cannot clear a cache
     */
    void addAndClear(long id);
}
