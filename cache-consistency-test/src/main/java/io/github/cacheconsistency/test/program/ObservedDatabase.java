package io.github.cacheconsistency.test.program;

import io.github.cacheconsistency.test.explore.Digest;

/**
 * What is committed, by which calls have changed it in which order, each after it had seen what. Rows of equal digests
 * are equal: they began the same, and were changed by statements whose arguments were the same.
 */
final class ObservedDatabase {

    private Digest committed = Digest.NONE;

    /** A transaction is committed whose changes follow from {@code changes}. */
    void committed(Digest changes) {
        committed = committed.then(changes.toString());
    }

    @Override
    public String toString() {
        return committed.toString();
    }
}
