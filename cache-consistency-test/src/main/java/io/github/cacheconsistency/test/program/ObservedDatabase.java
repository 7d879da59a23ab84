package io.github.cacheconsistency.test.program;

import io.github.cacheconsistency.test.explore.Digest;

/**
 * Represents the committed rows by the histories of the calls that changed them, in the order of their commits. Rows
 * with equal digests are equal, because they started equal and were changed by the same statements with the same
 * arguments.
 */
final class ObservedDatabase {

    private Digest committed = Digest.NONE;

    /** Adds the commit of a transaction; {@code changes} is the history that determines its changes. */
    void committed(Digest changes) {
        committed = committed.then(changes.toString());
    }

    @Override
    public String toString() {
        return committed.toString();
    }
}
