package io.github.cacheconsistency.internal.write;

import io.github.cacheconsistency.DatabaseAction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import org.springframework.util.function.SingletonSupplier;

/**
 * Runs database actions in the caller's transaction, or in one of its own where there is none. Without a transaction
 * manager the action runs as it is. Thread-safe.
 */
public final class TransactionRunner {

    private final Supplier<@Nullable PlatformTransactionManager> transactionManager;

    private TransactionRunner(Supplier<@Nullable PlatformTransactionManager> transactionManager) {
        this.transactionManager = transactionManager;
    }

    public TransactionRunner(@Nullable PlatformTransactionManager transactionManager) {
        this(() -> transactionManager);
    }

    /**
     * Asks {@code transactionManager} once, when it is first needed: one for JPA is made after the cache manager, because
     * Spring Boot lets JPA wait for that.
     */
    public static TransactionRunner askingLater(
            Supplier<? extends @Nullable PlatformTransactionManager> transactionManager) {
        return new TransactionRunner(SingletonSupplier.<PlatformTransactionManager>ofNullable(transactionManager::get));
    }

    /** Asks for the transaction manager now, for an error at start-up rather than at the first write. */
    public void check() {
        transactionManager.get();
    }

    /**
     * Runs {@code action} and commits, unless the transaction is the caller's.
     *
     * @throws X whatever {@code action} throws, unchanged, after marking the transaction for rollback
     */
    public <T, X extends Exception> @Nullable T run(DatabaseAction<T, X> action) throws X {
        PlatformTransactionManager manager = transactionManager.get();
        if (manager == null) {
            return action.run();
        }
        TransactionStatus status = manager.getTransaction(new DefaultTransactionDefinition());
        T result;
        try {
            result = action.run();
        } catch (Throwable failure) {
            rollback(manager, status, failure);
            throw failure;
        }
        manager.commit(status);
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
