package io.github.cacheconsistency.internal.write;

import io.github.cacheconsistency.DatabaseAction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import org.springframework.util.function.SingletonSupplier;

/**
 * Runs database actions in the caller's transaction or, if there is none, in a new one. Without a transaction manager, the
 * action runs without a transaction. Thread-safe.
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
     * Returns a runner that calls {@code transactionManager} once, when it first needs the transaction manager. A transaction
     * manager for JPA is created after the cache manager, because Spring Boot makes JPA depend on the cache manager.
     */
    public static TransactionRunner askingLater(
            Supplier<? extends @Nullable PlatformTransactionManager> transactionManager) {
        return new TransactionRunner(SingletonSupplier.<PlatformTransactionManager>ofNullable(transactionManager::get));
    }

    /** Looks the transaction manager up now, so that an error appears at start-up and not with the first write. */
    public void check() {
        transactionManager.get();
    }

    /**
     * Runs {@code action}, and commits unless the transaction belongs to the caller.
     *
     * @return the result of {@code action}
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
