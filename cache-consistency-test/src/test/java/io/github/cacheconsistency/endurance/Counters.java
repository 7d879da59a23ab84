package io.github.cacheconsistency.endurance;

/** The service of one node, for all ways to use the cache. */
interface Counters {

    /** Reads through the cache. */
    Counter read(long id);

    /** Runs {@code change} in a transaction and invalidates the cache. */
    void write(long id, Runnable change);
}
