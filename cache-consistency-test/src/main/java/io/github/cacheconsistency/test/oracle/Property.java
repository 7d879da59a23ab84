package io.github.cacheconsistency.test.oracle;

/** What readers of a cached value may hope for, weakest first; {@link #NO_DIRTY} is expected of everything. */
public enum Property {
    /** Once no read or write is in flight, a cached value differs from the database for at most the window. */
    CONVERGES,
    /** A read that starts after a write was acknowledged never returns an older value. */
    NO_STALE_AFTER_ACK,
    /** A read that starts after another read returned never returns an older value than that read. */
    MONOTONIC,
    /** A read that starts after a write was committed never returns an older value. */
    COMMIT_FRESH,
    /** Nobody but the writer's own transaction sees a value that is not committed. */
    NO_DIRTY
}
