package io.github.cacheconsistency.internal.write;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Changes that other threads add to a transaction, because the method that began there ends on them. Thread-safe.
 *
 * <p>Invariant: what {@link #add} accepts is taken by the transaction's own thread no later than at the transaction's
 * end, and applied after it; what comes later is refused, so that its caller knows that the transaction is over.
 */
final class WriteInbox {

    private List<Write> added = new ArrayList<>(1);
    private boolean closed;

    /** Returns whether the transaction will apply {@code writes} at its end; if not, it is over. */
    synchronized boolean add(Collection<Write> writes) {
        if (!closed) {
            added.addAll(writes);
        }
        return !closed;
    }

    /** What was added since the last call. */
    synchronized List<Write> take() {
        if (added.isEmpty()) {
            return List.of();
        }
        List<Write> taken = added;
        added = new ArrayList<>(1);
        return taken;
    }

    /** The same, and accepts nothing from now on. */
    synchronized List<Write> close() {
        closed = true;
        return take();
    }
}
