package io.github.cacheconsistency.internal.write;

import java.util.Collection;
import java.util.List;

/** The transactions in which a method was called: one, or several of different managers. Thread-safe. */
public final class CallTransactions {

    private final List<WriteInbox> inboxes;

    CallTransactions(List<WriteInbox> inboxes) {
        this.inboxes = List.copyOf(inboxes);
    }

    /** Returns whether at least one transaction will apply {@code writes} at its end. If not, all of them have ended. */
    boolean add(Collection<Write> writes) {
        boolean added = false;
        for (WriteInbox inbox : inboxes) {
            added |= inbox.add(writes);
        }
        return added;
    }
}
