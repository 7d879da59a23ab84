package io.github.cacheconsistency.test.oracle;

/** The properties of reads of a cached value, weakest first; every strategy must have {@link #NO_DIRTY}. */
public enum Property {
    /** After all reads and writes have ended, a cached value differs from the database for at most the window. */
    CONVERGES,
    /** A read that starts after a write was acknowledged never returns an older value. */
    NO_STALE_AFTER_ACK,
    /** A read that starts after another read returned never returns an older value than that read. */
    MONOTONIC,
    /** A read that starts after a write was committed never returns an older value. */
    COMMIT_FRESH,
    /** No read returns a value that is not committed, except in the transaction of the write. */
    NO_DIRTY
}
