package io.github.cacheconsistency.benchmarks.contestant;

/** Whose a contestant is. */
public enum Family {
    /** What no cache over Redis can pass, with no guard at all. */
    LIMIT,
    /** This library. */
    LIBRARY,
    /** Caches that others wrote. */
    PEER,
    /** Everything under a lock. */
    LOCK
}
