package io.github.cacheconsistency.transaction;

import io.github.cacheconsistency.DatabaseAction;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.DefaultTransactionDefinition;

/**
 * Runs database actions in the caller's transaction, or in one of its own where there is none. Without a transaction
 * manager the action runs as it is. Thread-safe.
 */
public final class TransactionRunner {

    private final @Nullable PlatformTransactionManager transactionManager;

    public TransactionRunner(@Nullable PlatformTransactionManager transactionManager) {
        this.transactionManager = transactionManager;
    }

    /**
     * Runs {@code action} and commits, unless the transaction is the caller's.
     *
     * @throws X whatever {@code action} throws, unchanged, after marking the transaction for rollback
     */
    public <T, X extends Exception> @Nullable T run(DatabaseAction<T, X> action) throws X {
        if (transactionManager == null) {
            return action.run();
        }
        TransactionStatus status = transactionManager.getTransaction(new DefaultTransactionDefinition());
        T result;
        try {
            result = action.run();
        } catch (Throwable failure) {
            rollback(transactionManager, status, failure);
            throw failure;
        }
        transactionManager.commit(status);
        return result;
    }

    private static void rollback(
            PlatformTransactionManager transactionManager, TransactionStatus status, Throwable cause) {
        try {
            transactionManager.rollback(status);
        } catch (RuntimeException rollbackFailure) {
            cause.addSuppressed(rollbackFailure);
        }
    }
}
