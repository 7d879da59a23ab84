package io.github.cacheconsistency.internal.write;

import org.springframework.core.Ordered;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Applies a {@link WriteSet} when its transaction ends. Runs first among the synchronizations, so that other callbacks after
 * the commit see the updated cache.
 */
final class WriteSynchronization implements TransactionSynchronization {

    private final Object resourceKey;
    private final WriteSet writes;
    private final InvalidationDispatcher dispatcher;

    WriteSynchronization(Object resourceKey, WriteSet writes, InvalidationDispatcher dispatcher) {
        this.resourceKey = resourceKey;
        this.writes = writes;
        this.dispatcher = dispatcher;
    }

    boolean isOf(WriteSet set) {
        return writes == set;
    }

    /** Ends the write set for a transaction whose manager does not call its registered synchronizations. */
    void endUnlessEnded(int status) {
        if (!writes.isFinished()) {
            afterCompletion(status);
        }
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }

    @Override
    public void suspend() {
        TransactionSynchronizationManager.unbindResource(resourceKey);
    }

    @Override
    public void resume() {
        TransactionSynchronizationManager.bindResource(resourceKey, writes);
    }

    @Override
    public void savepointRollback(Object savepoint) {
        writes.distrustValues();
    }

    @Override
    public void afterCommit() {
        writes.committed(dispatcher);
    }

    @Override
    public void afterCompletion(int status) {
        TransactionSynchronizationManager.unbindResourceIfPossible(resourceKey);
        if (writes.isFinished()) {
            return;
        }
        if (status == STATUS_COMMITTED) {
            writes.committed(dispatcher);
        } else if (status == STATUS_ROLLED_BACK && !writes.isCommitAttempted()) {
            writes.rolledBack();
        } else {
            // The connection may have been lost during COMMIT. A rollback after that reports success although the
            // commit may have happened (docs/protocols.md, G5).
            writes.outcomeUnknown(dispatcher);
        }
    }
}
