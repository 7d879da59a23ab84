package io.github.cacheconsistency.internal.outbox;

import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.internal.cache.Invalidation;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.support.SQLExceptionTranslator;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Writes to the outbox through JDBC. Thread-safe.
 *
 * <p>Invariant: a row commits together with the transaction that needs it, or not at all. So it is written on the connection of
 * that transaction and on no other.
 */
public final class JdbcOutbox implements Outbox {

    private static final Logger log = LoggerFactory.getLogger(JdbcOutbox.class);

    /** The name of the operation in exceptions. */
    private static final String INSERT = "INSERT into the outbox";

    /** Limits the size of a statement to what servers accept. */
    private static final int MOST_ROWS = 1_000;

    /** The maximum length of a key in the column on all databases. */
    private static final int LONGEST_KEY = 65_535;

    private final OutboxTable table;
    private final OutboxRemovals removals;
    private final UnaryOperator<CacheKey> allKeysLike;
    private final SQLExceptionTranslator failures;

    /**
     * @param allKeysLike returns the pattern that matches all keys of the cache that a key belongs to
     */
    public JdbcOutbox(OutboxTable table, OutboxRemovals removals, UnaryOperator<CacheKey> allKeysLike) {
        this.table = table;
        this.removals = removals;
        this.allKeysLike = allKeysLike;
        this.failures = new JdbcTemplate(table.dataSource()).getExceptionTranslator();
    }

    @Override
    public boolean isEnabled() {
        return true;
    }

    @Override
    public Map<Invalidation, Long> write(Collection<Invalidation> invalidations) {
        if (!TransactionSynchronizationManager.hasResource(table.dataSource())) {
            throw noTransaction();
        }
        // Not through a JdbcTemplate, because its proxy of the connection would slow every write down.
        Connection connection = DataSourceUtils.getConnection(table.dataSource());
        try {
            // Another transaction manager has bound this connection, so the row would be committed at once.
            if (connection.getAutoCommit()) {
                throw noTransaction();
            }
            return insert(connection, List.copyOf(invalidations));
        } catch (SQLException failure) {
            throw translated(failure);
        } finally {
            DataSourceUtils.releaseConnection(connection, table.dataSource());
        }
    }

    private DataAccessException translated(SQLException failure) {
        DataAccessException translated = failures.translate(INSERT, null, failure);
        return translated == null ? new UncategorizedSQLException(INSERT, null, failure) : translated;
    }

    @Override
    public boolean writeAlone(Collection<Invalidation> invalidations) {
        // A new connection: after a commit, the one of the old transaction is still bound to the thread.
        try (Connection connection = table.dataSource().getConnection()) {
            connection.setAutoCommit(true);
            insert(connection, List.copyOf(invalidations));
            return true;
        } catch (SQLException failure) {
            log.debug("Neither Redis nor the outbox took an invalidation; it is retried from memory only", failure);
            return false;
        }
    }

    @Override
    public void remove(Collection<Long> ids) {
        removals.add(ids);
    }

    private Map<Invalidation, Long> insert(Connection connection, List<Invalidation> invalidations)
            throws SQLException {
        Map<Invalidation, Long> ids = new HashMap<>();
        for (int from = 0; from < invalidations.size(); from += MOST_ROWS) {
            List<Invalidation> chunk = invalidations.subList(from, Math.min(from + MOST_ROWS, invalidations.size()));
            List<Invalidation> rows = new ArrayList<>(chunk.size());
            for (Invalidation invalidation : chunk) {
                rows.add(fitting(invalidation));
            }
            List<Long> chunkIds = table.insert(connection, rows);
            if (chunkIds.size() == chunk.size()) {
                for (int index = 0; index < chunk.size(); index++) {
                    ids.put(chunk.get(index), chunkIds.get(index));
                }
            }
        }
        return ids;
    }

    /** Returns an invalidation that fits into the column: that of the whole cache if the key is too long. */
    private Invalidation fitting(Invalidation invalidation) {
        return invalidation.key().bytes().length <= LONGEST_KEY
                ? invalidation
                : Invalidation.matching(allKeysLike.apply(invalidation.key()));
    }

    /** Not a TransactionException: Spring would treat that as a failed commit and would not roll back. */
    private static IllegalStateException noTransaction() {
        return new IllegalStateException(
                "Expected the transaction that changes cache entries to be one on the database of"
                        + " the outbox, but it has no connection to that. Let cache-consistency.transaction-manager name the"
                        + " transaction manager whose transactions change the cached rows; it must use JDBC, or JPA with a known"
                        + " DataSource.");
    }
}
