package io.github.cacheconsistency.transaction;

import io.github.cacheconsistency.coordination.CommittedWrites;
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
    private final CommittedWrites committedWrites;

    WriteSynchronization(Object resourceKey, WriteSet writes, CommittedWrites committedWrites) {
        this.resourceKey = resourceKey;
        this.writes = writes;
        this.committedWrites = committedWrites;
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
        writes.committed(committedWrites);
    }

    @Override
    public void afterCompletion(int status) {
        TransactionSynchronizationManager.unbindResourceIfPossible(resourceKey);
        if (writes.isFinished()) {
            return;
        }
        if (status == STATUS_COMMITTED) {
            writes.committed(committedWrites);
        } else if (status == STATUS_ROLLED_BACK && !writes.isCommitAttempted()) {
            writes.rolledBack();
        } else {
            // The connection may have been lost in COMMIT, after which a rollback "succeeds" on nothing
            // (docs/protocols.md, G5).
            writes.outcomeUnknown(committedWrites);
        }
    }
}
