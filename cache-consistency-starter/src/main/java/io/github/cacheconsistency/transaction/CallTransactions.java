package io.github.cacheconsistency.transaction;

import java.util.Collection;
import java.util.List;

/** The transactions that a method was called in: one, or several of different managers. Thread-safe. */
public final class CallTransactions {

    private final List<LateWrites> inboxes;

    CallTransactions(List<LateWrites> inboxes) {
        this.inboxes = List.copyOf(inboxes);
    }

    /** Returns whether at least one of them will apply {@code writes} at its end; if not, all of them are over. */
    boolean add(Collection<Write> writes) {
        boolean added = false;
        for (LateWrites inbox : inboxes) {
            added |= inbox.add(writes);
        }
        return added;
    }
}
