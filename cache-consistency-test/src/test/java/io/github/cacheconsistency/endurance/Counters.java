package io.github.cacheconsistency.endurance;

/** A service of one node, whichever way it uses the cache. */
interface Counters {

    /** Reads through the cache. */
    Counter read(long id);

    /** Runs {@code change} in a transaction and brings the cache in line with it. */
    void write(long id, Runnable change);
}
