package io.github.cacheconsistency.mutants;

import io.github.cacheconsistency.internal.write.FlushBeforeCommit;
import java.util.ArrayList;
import java.util.List;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Delays SQL until a flush or the commit of the transaction, as a persistence context does. Thread-safe. */
final class LateSql implements FlushBeforeCommit {

    /** Runs {@code statement} when the transaction of this thread is flushed. */
    void add(Runnable statement) {
        waiting().statements.add(statement);
    }

    @Override
    public void flush() {
        if (TransactionSynchronizationManager.getResource(this) instanceof Waiting waiting) {
            waiting.run();
        }
    }

    private Waiting waiting() {
        if (TransactionSynchronizationManager.getResource(this) instanceof Waiting waiting) {
            return waiting;
        }
        Waiting waiting = new Waiting();
        TransactionSynchronizationManager.bindResource(this, waiting);
        TransactionSynchronizationManager.registerSynchronization(waiting);
        return waiting;
    }

    private final class Waiting implements TransactionSynchronization {

        private final List<Runnable> statements = new ArrayList<>();

        private void run() {
            List<Runnable> copy = List.copyOf(statements);
            statements.clear();
            copy.forEach(Runnable::run);
        }

        /** The last callback before the commit. Harmless if the transaction is rolled back. */
        @Override
        public void beforeCompletion() {
            TransactionSynchronizationManager.unbindResource(LateSql.this);
            run();
        }

        @Override
        public void suspend() {
            TransactionSynchronizationManager.unbindResource(LateSql.this);
        }

        @Override
        public void resume() {
            TransactionSynchronizationManager.bindResource(LateSql.this, this);
        }
    }
}
