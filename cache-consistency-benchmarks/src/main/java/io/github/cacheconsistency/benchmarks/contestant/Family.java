package io.github.cacheconsistency.benchmarks.contestant;

/** The kind of a contestant. */
public enum Family {
    /** The upper limit for any cache on Redis, without any protection. */
    LIMIT,
    /** This library. */
    LIBRARY,
    /** Caches of other projects. */
    PEER,
    /** A lock around every operation. */
    LOCK
}
