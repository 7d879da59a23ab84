package io.github.cacheconsistency.test.program;

/** The kind of write of a writer. */
public enum Writing {
    /** One change of the entry. */
    WRITE,
    /** A change of both entries in one transaction. */
    WRITE_BOTH,
    /** A change that bypasses the cache, then the whole cache is cleared. */
    WRITE_AND_CLEAR,
    /** Creates the entry, which does not exist at the start. */
    INSERT,
    /** One change of the entry in a transaction that is rolled back. */
    ROLLED_BACK
}
