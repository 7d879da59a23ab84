package io.github.cacheconsistency.internal.outbox;

import io.github.cacheconsistency.InvalidStrategyConfigurationException;
import io.github.cacheconsistency.internal.cache.Invalidation;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.datasource.DataSourceUtils;

/** The table of the outbox and its statements. Thread-safe. */
public final class OutboxTable {

    private static final String[] ID = {"id"};

    /** Limits the number of parameters of a statement to what servers accept. */
    private static final int MOST_IDS = 1_000;

    private final DataSource dataSource;
    private final OutboxDialect dialect;
    private final String name;
    private final String quoted;
    /** Built once: most transactions change one key, and every write needs this statement. */
    private final String insertOfOne;

    /** The lowest and the highest id. */
    record Ends(long lowest, long highest) {}

    private OutboxTable(DataSource dataSource, OutboxDialect dialect, String name) {
        this.dataSource = dataSource;
        this.dialect = dialect;
        this.name = name;
        this.quoted = dialect.quoted(name);
        this.insertOfOne = dialect.insert(quoted, 1);
    }

    /**
     * Returns the table called {@code name}.
     *
     * @throws InvalidStrategyConfigurationException if there is no such table, if the database is not supported, or if it does
     *     not answer
     */
    public static OutboxTable open(DataSource dataSource, String name) {
        try (Connection connection = dataSource.getConnection()) {
            OutboxTable table = new OutboxTable(dataSource, OutboxDialect.detect(connection), name);
            table.check(connection);
            return table;
        } catch (SQLException failure) {
            throw new InvalidStrategyConfigurationException(
                    "The outbox must know its database at start-up, but that answered: " + failure.getMessage(),
                    "Check spring.datasource.*, and that the database is running.");
        }
    }

    private void check(Connection connection) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(dialect.check(quoted));
        } catch (SQLException failure) {
            throw new InvalidStrategyConfigurationException(
                    "The outbox needs the table '" + name + "', but the database answered: " + failure.getMessage(),
                    "Create it with the script " + dialect.schemaLocation()
                            + ", where @@table@@ stands for its name; or"
                            + " set cache-consistency.outbox.initialize-schema=always; or set"
                            + " cache-consistency.outbox.table to the table there is.");
        }
    }

    DataSource dataSource() {
        return dataSource;
    }

    /**
     * Inserts rows with one statement, whose timeout is that of the active transaction.
     *
     * @return the ids in the order of {@code rows}, or fewer if the driver reports fewer
     */
    List<Long> insert(Connection connection, List<Invalidation> rows) throws SQLException {
        String insert = rows.size() == 1 ? insertOfOne : dialect.insert(quoted, rows.size());
        try (PreparedStatement statement = connection.prepareStatement(insert, ID)) {
            DataSourceUtils.applyTransactionTimeout(statement, dataSource);
            int parameter = 1;
            for (Invalidation row : rows) {
                statement.setString(parameter++, row.key().cacheName());
                statement.setBytes(parameter++, row.key().bytes());
                statement.setString(parameter++, row.isPattern() ? OutboxRow.PATTERN : OutboxRow.KEY);
            }
            statement.executeUpdate();
            List<Long> ids = new ArrayList<>(rows.size());
            try (ResultSet keys = statement.getGeneratedKeys()) {
                while (keys.next()) {
                    ids.add(keys.getLong(1));
                }
            }
            return ids;
        }
    }

    /** Returns whether any row is due, even if it is locked. Locks no row, and runs outside any transaction. */
    boolean hasDue(Duration minimumAge) {
        try (Connection connection = dataSource.getConnection()) {
            // Without autocommit, the pool's connection might keep an old snapshot of the table, in which new rows are
            // missing.
            if (!connection.getAutoCommit()) {
                connection.setAutoCommit(true);
            }
            try (PreparedStatement statement = connection.prepareStatement(dialect.anyDue(quoted))) {
                statement.setLong(1, minimumAge.toMillis());
                try (ResultSet result = statement.executeQuery()) {
                    return result.next();
                }
            }
        } catch (SQLException failure) {
            throw new DataAccessResourceFailureException(
                    "The database did not tell what is due in the outbox", failure);
        }
    }

    /** Locks the oldest rows that are due and not locked by another transaction. */
    List<OutboxRow> lockDue(JdbcOperations jdbc, Duration minimumAge, int atMost) {
        return jdbc.query(dialect.selectDue(quoted), OutboxRow::read, minimumAge.toMillis(), atMost);
    }

    void delete(JdbcOperations jdbc, List<Long> ids) {
        for (int from = 0; from < ids.size(); from += MOST_IDS) {
            List<Long> chunk = ids.subList(from, Math.min(from + MOST_IDS, ids.size()));
            jdbc.update(dialect.delete(quoted, chunk.size()), chunk.toArray());
        }
    }

    /** Returns {@code null} if there is no row. */
    @Nullable
    Ends ends(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(dialect.ends(quoted))) {
            result.next();
            Ends ends = new Ends(result.getLong(1), result.getLong(2));
            return result.wasNull() ? null : ends;
        }
    }
}
