package io.github.cacheconsistency.internal.write;

import java.util.Collection;
import java.util.List;

/** The transactions that a method was called in: one, or several of different managers. Thread-safe. */
public final class CallTransactions {

    private final List<WriteInbox> inboxes;

    CallTransactions(List<WriteInbox> inboxes) {
        this.inboxes = List.copyOf(inboxes);
    }

    /** Returns whether at least one of them will apply {@code writes} at its end; if not, all of them are over. */
    boolean add(Collection<Write> writes) {
        boolean added = false;
        for (WriteInbox inbox : inboxes) {
            added |= inbox.add(writes);
        }
        return added;
    }
}
