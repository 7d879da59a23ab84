package io.github.cacheconsistency.internal.write;

import io.github.cacheconsistency.CacheKey;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.TransactionExecution;

/**
 * A transaction of one of several transaction managers, from its begin to its end on one thread.
 *
 * <p>Invariant: everything that was added to {@link #carried} is applied after this transaction's end, unless it was rolled
 * back.
 */
final class OpenTransaction {

    private final Object manager;
    private final TransactionExecution execution;

    /** Changes that Spring has registered with another transaction, which ends before this one. */
    private final WriteSet carried = new WriteSet();

    private final List<WriteSynchronization> own = new ArrayList<>(1);
    private @Nullable WriteSynchronization carriedEnd;

    OpenTransaction(Object manager, TransactionExecution execution) {
        this.manager = manager;
        this.execution = execution;
    }

    boolean isOf(Object otherManager) {
        return manager == otherManager;
    }

    boolean is(TransactionExecution other) {
        return execution == other;
    }

    /** Returns whether it has ended without notifying its listeners. */
    boolean isOver() {
        return execution.isCompleted();
    }

    Object manager() {
        return manager;
    }

    void carry(Write write, InvalidationDispatcher dispatcher) {
        carriedEnd(dispatcher);
        carried.add(write.withoutValue());
    }

    /** Returns the inbox through which other threads add changes that this transaction carries. */
    WriteInbox inbox(InvalidationDispatcher dispatcher) {
        carriedEnd(dispatcher);
        return carried.inbox();
    }

    private void carriedEnd(InvalidationDispatcher dispatcher) {
        if (carriedEnd == null) {
            carriedEnd = new WriteSynchronization(carried, carried, dispatcher);
        }
    }

    boolean carries(CacheKey key) {
        return carried.contains(key);
    }

    /** Remembers a synchronization of this transaction, in case its manager does not call it at the end. */
    void registered(WriteSynchronization synchronization) {
        own.add(synchronization);
    }

    boolean hasRegistered(WriteSet writes) {
        return own.stream().anyMatch(synchronization -> synchronization.isOf(writes));
    }

    void commitAttempted() {
        carried.commitAttempted();
    }

    /**
     * Applies the carried changes, and those of synchronizations that the manager has not called.
     *
     * @param status as for {@link org.springframework.transaction.support.TransactionSynchronization#afterCompletion}
     */
    void ended(int status) {
        own.forEach(synchronization -> synchronization.endUnlessEnded(status));
        if (carriedEnd != null) {
            carriedEnd.endUnlessEnded(status);
        }
    }
}
