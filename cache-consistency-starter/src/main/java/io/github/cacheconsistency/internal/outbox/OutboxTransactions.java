package io.github.cacheconsistency.internal.outbox;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The short transactions of the outbox itself. They are READ COMMITTED: with a higher isolation, MySQL would also lock the gaps
 * between rows, and with them the end of the table, where all writers insert. Thread-safe.
 */
public final class OutboxTransactions {

    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final TransactionTemplate transactions;
    private final JdbcOperations jdbc;

    /** Uses a separate transaction manager, so that listeners of the application are not notified of these transactions. */
    public OutboxTransactions(OutboxTable table) {
        this.transactions = new TransactionTemplate(new JdbcTransactionManager(table.dataSource()));
        transactions.setIsolationLevel(TransactionDefinition.ISOLATION_READ_COMMITTED);
        transactions.setTimeout((int) LONGEST.toSeconds());
        this.jdbc = new JdbcTemplate(table.dataSource());
    }

    void run(Consumer<JdbcOperations> body) {
        transactions.executeWithoutResult(status -> body.accept(jdbc));
    }

    <T extends @Nullable Object> T call(Function<JdbcOperations, T> body) {
        return transactions.execute(status -> body.apply(jdbc));
    }
}
