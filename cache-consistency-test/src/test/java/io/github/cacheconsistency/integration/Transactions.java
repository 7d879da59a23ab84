package io.github.cacheconsistency.integration;

import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

/** Transactions of every propagation, by hand. */
record Transactions(TransactionTemplate required, PlatformTransactionManager manager) {

    void run(Consumer<TransactionStatus> body) {
        required.executeWithoutResult(body);
    }

    <T extends @Nullable Object> T call(Supplier<T> body) {
        return required.execute(status -> body.get());
    }

    void requiresNew(Consumer<TransactionStatus> body) {
        with(TransactionDefinition.PROPAGATION_REQUIRES_NEW).executeWithoutResult(body);
    }

    void nested(Consumer<TransactionStatus> body) {
        with(TransactionDefinition.PROPAGATION_NESTED).executeWithoutResult(body);
    }

    void notSupported(Consumer<TransactionStatus> body) {
        with(TransactionDefinition.PROPAGATION_NOT_SUPPORTED).executeWithoutResult(body);
    }

    private TransactionTemplate with(int propagation) {
        TransactionTemplate template = new TransactionTemplate(manager);
        template.setPropagationBehavior(propagation);
        return template;
    }
}
