package io.github.cacheconsistency;

/**
 * What a strategy promises to readers of a cache, weakest first. The promises hold per key, for all writes that go
 * through this library. {@code docs/guarantees.md} lists the properties of each strategy and their assumptions.
 */
public enum ConsistencyProperty {

    /** When no read or write has been in flight for 500 ms, a cached value does not differ from the database. */
    CONVERGES,

    /**
     * A read that starts after a write was acknowledged never returns a value older than that write. A write is
     * acknowledged when its call returns.
     */
    NO_STALE_AFTER_ACK,

    /** A read that starts after another read returned, on any node, never returns a value older than that read. */
    MONOTONIC,

    /** A read that starts after the database committed a write never returns a value older than that write. */
    COMMIT_FRESH
}
