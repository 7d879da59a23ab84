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
 * The outbox's own short transactions. READ COMMITTED: otherwise MySQL would lock the gaps between the rows as well, and
 * with them the end of the table, where all writers insert. Thread-safe.
 */
public final class OutboxTransactions {

    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final TransactionTemplate transactions;
    private final JdbcOperations jdbc;

    /** A transaction manager of its own, so that the application's listeners hear nothing of this. */
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
