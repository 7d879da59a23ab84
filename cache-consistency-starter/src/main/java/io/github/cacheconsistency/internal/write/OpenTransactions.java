package io.github.cacheconsistency.internal.write;

import io.github.cacheconsistency.CacheKey;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.TransactionExecutionListener;
import org.springframework.transaction.support.TransactionSynchronization;

/**
 * The open transactions of each thread, for applications with several transaction managers. Spring registers a callback with
 * the transaction that was begun last. But the changed row may belong to an outer transaction, which ends later: A{ B{ write of
 * A's row } }. Thread-safe.
 */
public final class OpenTransactions {

    /** The transactions of each thread, innermost first. */
    private final ThreadLocal<Deque<OpenTransaction>> threads = ThreadLocal.withInitial(ArrayDeque::new);

    private volatile boolean watching;

    /** Returns a listener to register with {@code manager}, so that its transactions are tracked. */
    public TransactionExecutionListener listenerFor(Object manager) {
        watching = true;
        return new Listener(manager);
    }

    /**
     * Returns the innermost transaction of this thread; {@code null} if there is none, or if the application has only one
     * transaction manager.
     */
    @Nullable
    OpenTransaction innermost() {
        return watching ? open().peek() : null;
    }

    /**
     * Returns the active transactions of this thread to which {@code writes} do not belong: any of them may have changed the
     * row. A transaction whose manager has begun another one later is suspended and is left out.
     */
    List<OpenTransaction> besides(@Nullable WriteSet writes) {
        if (!watching) {
            return List.of();
        }
        List<OpenTransaction> active = new ArrayList<>(2);
        for (OpenTransaction transaction : open()) {
            if (active.stream().noneMatch(inner -> inner.isOf(transaction.manager()))) {
                active.add(transaction);
            }
        }
        active.removeIf(transaction -> writes != null && transaction.hasRegistered(writes));
        return active;
    }

    /** Returns whether one of these transactions has changed {@code key}, so that it must not be read from the cache. */
    boolean wrote(CacheKey key) {
        return watching && besides(null).stream().anyMatch(transaction -> transaction.carries(key));
    }

    private Deque<OpenTransaction> open() {
        Deque<OpenTransaction> open = threads.get();
        for (Iterator<OpenTransaction> all = open.iterator(); all.hasNext(); ) {
            OpenTransaction transaction = all.next();
            if (transaction.isOver()) {
                all.remove();
                transaction.ended(TransactionSynchronization.STATUS_UNKNOWN);
            }
        }
        if (open.isEmpty()) {
            threads.remove();
        }
        return open;
    }

    private final class Listener implements TransactionExecutionListener {

        private final Object manager;

        Listener(Object manager) {
            this.manager = manager;
        }

        @Override
        public void afterBegin(TransactionExecution execution, @Nullable Throwable failure) {
            if (failure == null && execution.isNewTransaction()) {
                open();
                threads.get().push(new OpenTransaction(manager, execution));
            }
        }

        @Override
        public void beforeCommit(TransactionExecution execution) {
            threads.get().stream()
                    .filter(transaction -> transaction.is(execution))
                    .forEach(OpenTransaction::commitAttempted);
        }

        @Override
        public void afterCommit(TransactionExecution execution, @Nullable Throwable failure) {
            ended(
                    execution,
                    failure == null
                            ? TransactionSynchronization.STATUS_COMMITTED
                            : TransactionSynchronization.STATUS_UNKNOWN);
        }

        @Override
        public void afterRollback(TransactionExecution execution, @Nullable Throwable failure) {
            ended(
                    execution,
                    failure == null
                            ? TransactionSynchronization.STATUS_ROLLED_BACK
                            : TransactionSynchronization.STATUS_UNKNOWN);
        }

        /** Ends a tracked transaction. Executions that only participate in an existing transaction are not tracked. */
        private void ended(TransactionExecution execution, int status) {
            Deque<OpenTransaction> open = threads.get();
            for (OpenTransaction transaction : List.copyOf(open)) {
                if (transaction.is(execution)) {
                    open.remove(transaction);
                    transaction.ended(status);
                }
            }
            if (open.isEmpty()) {
                threads.remove();
            }
        }
    }
}
