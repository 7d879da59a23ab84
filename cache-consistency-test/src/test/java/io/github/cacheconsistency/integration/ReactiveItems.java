package io.github.cacheconsistency.integration;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.reactive.AbstractReactiveTransactionManager;
import org.springframework.transaction.reactive.GenericReactiveTransaction;
import org.springframework.transaction.reactive.TransactionSynchronizationManager;
import reactor.core.publisher.Mono;

/** Reactive transactions as those of R2DBC, on a JDBC connection: a COMMIT is sent when the method's publisher has ended. */
final class ReactiveItems extends AbstractReactiveTransactionManager {

    /** What happens right before the next COMMIT is sent. */
    final transient AtomicReference<@Nullable Runnable> beforeCommit = new AtomicReference<>();

    /** What happens right after the next COMMIT was executed; its exception is the COMMIT's. */
    final transient AtomicReference<@Nullable Runnable> afterCommit = new AtomicReference<>();

    private final transient DataSource dataSource;

    ReactiveItems(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Changes a row in the subscriber's transaction. */
    Mono<String> rename(long id, String name) {
        return TransactionSynchronizationManager.forCurrentTransaction()
                .map(transaction -> sql(() -> {
                    Connection connection = (Connection) transaction.getResource(this);
                    if (connection == null) {
                        throw new IllegalStateException("Expected a reactive transaction, found none.");
                    }
                    try (PreparedStatement update = connection.prepareStatement(
                            "UPDATE item SET name = ?, version = version + 1 WHERE id = ?")) {
                        update.setString(1, name);
                        update.setLong(2, id);
                        update.executeUpdate();
                        return name;
                    }
                }));
    }

    private static final class Transaction {

        private @Nullable Connection connection;

        Connection connection() {
            if (connection == null) {
                throw new IllegalStateException("Expected a transaction that has begun.");
            }
            return connection;
        }
    }

    @Override
    protected Object doGetTransaction(TransactionSynchronizationManager manager) {
        Transaction transaction = new Transaction();
        transaction.connection = (Connection) manager.getResource(this);
        return transaction;
    }

    @Override
    protected boolean isExistingTransaction(Object transaction) {
        return ((Transaction) transaction).connection != null;
    }

    @Override
    protected Mono<Void> doBegin(
            TransactionSynchronizationManager manager, Object transaction, TransactionDefinition definition) {
        return step(() -> {
            Connection connection = dataSource.getConnection();
            connection.setAutoCommit(false);
            ((Transaction) transaction).connection = connection;
            manager.bindResource(this, connection);
        });
    }

    @Override
    protected Mono<Object> doSuspend(TransactionSynchronizationManager manager, Object transaction) {
        return Mono.fromSupplier(() -> {
            ((Transaction) transaction).connection = null;
            return manager.unbindResource(this);
        });
    }

    @Override
    protected Mono<Void> doResume(
            TransactionSynchronizationManager manager, @Nullable Object transaction, Object suspended) {
        return Mono.fromRunnable(() -> manager.bindResource(this, suspended));
    }

    @Override
    protected Mono<Void> doCommit(TransactionSynchronizationManager manager, GenericReactiveTransaction status) {
        return step(() -> {
            run(beforeCommit.getAndSet(null));
            ((Transaction) status.getTransaction()).connection().commit();
            run(afterCommit.getAndSet(null));
        });
    }

    @Override
    protected Mono<Void> doRollback(TransactionSynchronizationManager manager, GenericReactiveTransaction status) {
        return step(() -> ((Transaction) status.getTransaction()).connection().rollback());
    }

    @Override
    protected Mono<Void> doSetRollbackOnly(
            TransactionSynchronizationManager manager, GenericReactiveTransaction status) {
        return Mono.fromRunnable(status::setRollbackOnly);
    }

    @Override
    protected Mono<Void> doCleanupAfterCompletion(TransactionSynchronizationManager manager, Object transaction) {
        return step(() -> {
            manager.unbindResource(this);
            Connection connection = ((Transaction) transaction).connection();
            connection.setAutoCommit(true);
            connection.close();
        });
    }

    private static void run(@Nullable Runnable hook) {
        if (hook != null) {
            hook.run();
        }
    }

    private interface Sql<T extends @Nullable Object> {

        T run() throws SQLException;
    }

    private interface SqlStep {

        void run() throws SQLException;
    }

    private static Mono<Void> step(SqlStep step) {
        return Mono.fromRunnable(() -> sql(() -> {
            step.run();
            return null;
        }));
    }

    private static <T extends @Nullable Object> T sql(Sql<T> work) {
        try {
            return work.run();
        } catch (SQLException failure) {
            throw new TransactionSystemException("The database failed", failure);
        }
    }
}
