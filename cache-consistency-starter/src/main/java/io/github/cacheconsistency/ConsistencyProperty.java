package io.github.cacheconsistency;

/**
 * What a strategy can promise to readers of a cache, weakest first. The promises are per key and hold for all writes
 * that go through this library; {@code docs/guarantees.md} lists who promises what, and under which assumptions.
 */
public enum ConsistencyProperty {

    /** Once no read or write is in flight, a cached value differs from the database for at most 500 ms. */
    CONVERGES,

    /** A read that starts after a write was acknowledged (its call returned) never returns an older value. */
    NO_STALE_AFTER_ACK,

    /** A read that starts after another read returned never returns an older value than that read, on any node. */
    MONOTONIC,

    /** A read that starts after a write was committed by the database never returns an older value. */
    COMMIT_FRESH
}
