package io.github.cacheconsistency.internal.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;

class TransactionRunnerTest {

    @Test
    void withoutATransactionManagerTheActionRunsAsItIs() {
        assertThat(new TransactionRunner(null).run(() -> "done")).isEqualTo("done");
    }

    @Test
    void aRollbackThatFailsDoesNotHideWhyThereWasOne() {
        IOException cause = new IOException("no such luck");
        TransactionRunner runner = new TransactionRunner(new FailingRollbacks());
        assertThatThrownBy(() -> runner.run(() -> {
                    throw cause;
                }))
                .isSameAs(cause)
                .satisfies(thrown -> assertThat(thrown.getSuppressed())
                        .singleElement()
                        .isInstanceOf(TransactionSystemException.class));
    }

    private static final class FailingRollbacks extends AbstractPlatformTransactionManager {

        private static final long serialVersionUID = 1L;

        @Override
        protected Object doGetTransaction() {
            return new Object();
        }

        @Override
        protected void doBegin(Object transaction, TransactionDefinition definition) {}

        @Override
        protected void doCommit(DefaultTransactionStatus status) {}

        @Override
        protected void doRollback(DefaultTransactionStatus status) {
            throw new TransactionSystemException("the connection is gone");
        }
    }
}
