package io.github.cacheconsistency.test.program;

/** What a writer does. */
public enum Writing {
    /** One change of the entry. */
    WRITE,
    /** A change of both entries in one transaction. */
    WRITE_BOTH,
    /** A change past the cache, then the whole cache is cleared. */
    WRITE_AND_CLEAR,
    /** Creates the entry, which does not exist at the start then. */
    INSERT,
    /** One change of the entry in a transaction that is rolled back. */
    ROLLED_BACK
}
