package io.github.cacheconsistency.internal.write;

import org.springframework.core.Ordered;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Applies a {@link WriteSet} when its transaction ends. Comes first among the synchronizations, so that other callbacks
 * after the commit already see the cache in line with it.
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

    /** For a transaction whose manager does not call what was registered with it. */
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
            // The connection may have been lost in COMMIT, after which a rollback "succeeds" on nothing
            // (docs/protocols.md, G5).
            writes.outcomeUnknown(dispatcher);
        }
    }
}
