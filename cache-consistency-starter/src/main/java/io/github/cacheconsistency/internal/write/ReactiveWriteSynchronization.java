package io.github.cacheconsistency.internal.write;

import io.github.cacheconsistency.internal.outbox.Outbox;
import java.util.Collection;
import org.springframework.core.Ordered;
import org.springframework.transaction.reactive.TransactionSynchronization;
import org.springframework.transaction.reactive.TransactionSynchronizationManager;
import reactor.core.publisher.Mono;

/**
 * Applies a {@link WriteSet} at the end of a reactive transaction, with the same steps as for a thread-bound transaction.
 * Signals of a transaction may arrive on different threads, but Reactor orders each after the one before. Like
 * {@link WriteSynchronization}, it runs first after the commit; its steps before the commit run last.
 */
final class ReactiveWriteSynchronization implements TransactionSynchronization, Ordered {

    private final WriteSet writes = new WriteSet();
    private final WriteSynchronization end;

    private ReactiveWriteSynchronization(InvalidationDispatcher dispatcher) {
        this.end = new WriteSynchronization(this, writes, dispatcher);
    }

    /**
     * Returns the synchronization of {@code transaction}, and registers it if there is none yet. The transaction suspends and
     * resumes it with its other synchronizations.
     */
    static ReactiveWriteSynchronization of(
            TransactionSynchronizationManager transaction, InvalidationDispatcher dispatcher) {
        for (TransactionSynchronization synchronization : transaction.getSynchronizations()) {
            if (synchronization instanceof ReactiveWriteSynchronization ours) {
                return ours;
            }
        }
        ReactiveWriteSynchronization ours = new ReactiveWriteSynchronization(dispatcher);
        transaction.registerSynchronization(ours);
        transaction.registerSynchronization(new BeforeCommit(ours.writes, dispatcher));
        return ours;
    }

    /** Returns whether the transaction will apply {@code added} at its end. If not, it has ended. */
    boolean add(Collection<Write> added) {
        return writes.inbox().add(added);
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }

    @Override
    public Mono<Void> afterCommit() {
        return ReactiveTransactions.waiting(end::afterCommit);
    }

    @Override
    public Mono<Void> afterCompletion(int status) {
        return ReactiveTransactions.waiting(() -> end.afterCompletion(status));
    }

    private static final class BeforeCommit implements TransactionSynchronization, Ordered {

        private final LastBeforeCommit steps;

        BeforeCommit(WriteSet writes, InvalidationDispatcher dispatcher) {
            // No outbox: its rows are written through JDBC, so they cannot be part of this transaction.
            this.steps = new LastBeforeCommit(writes, () -> {}, dispatcher, Outbox.OFF);
        }

        @Override
        public int getOrder() {
            return Ordered.LOWEST_PRECEDENCE;
        }

        @Override
        public Mono<Void> beforeCommit(boolean readOnly) {
            return ReactiveTransactions.waiting(() -> steps.beforeCommit(readOnly));
        }

        @Override
        public Mono<Void> beforeCompletion() {
            return ReactiveTransactions.waiting(steps::beforeCompletion);
        }
    }
}
