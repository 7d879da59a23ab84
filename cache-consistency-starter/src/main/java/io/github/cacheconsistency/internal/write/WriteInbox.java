package io.github.cacheconsistency.internal.write;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Changes that other threads add to a transaction, because a method that was called in the transaction has ended on them.
 * Thread-safe.
 *
 * <p>Invariant: the transaction's own thread takes everything that {@link #add} has accepted, at the transaction's end at the
 * latest, and applies it after that end. Later changes are refused, so that their caller knows that the transaction has ended.
 */
final class WriteInbox {

    private List<Write> added = new ArrayList<>(1);
    private boolean closed;

    /** Returns whether the transaction will apply {@code writes} at its end. If not, it has ended. */
    synchronized boolean add(Collection<Write> writes) {
        if (!closed) {
            added.addAll(writes);
        }
        return !closed;
    }

    /** Returns the changes that were added since the last call. */
    synchronized List<Write> take() {
        if (added.isEmpty()) {
            return List.of();
        }
        List<Write> taken = added;
        added = new ArrayList<>(1);
        return taken;
    }

    /** Returns the changes that were added since the last call, and refuses all further ones. */
    synchronized List<Write> close() {
        closed = true;
        return take();
    }
}
