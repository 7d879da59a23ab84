package io.github.cacheconsistency.test.time;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * Makes outbox rows older when the time of a race advances, because the library measures their age by the clock of the
 * database. Rows that an open transaction has locked do not age. Its own statements must not be gated. Thread-safe.
 */
public final class OutboxAges {

    private final DataSource dataSource;
    private final String table;

    /** @param table the outbox table, with the columns {@code id} and {@code created_at} */
    public OutboxAges(DataSource dataSource, String table) {
        this.dataSource = dataSource;
        this.table = table;
    }

    /** Makes all rows older by {@code time}. */
    public void pass(Duration time) {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                age(connection, committedRows(connection), time);
                connection.commit();
            } catch (SQLException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "The race kit cannot change created_at of outbox table '" + table
                            + "'. Expected: a table with the columns id and created_at that this data source may update",
                    e);
        }
    }

    /** Skips locked rows: waiting for a row that a held task has locked would never end. */
    private List<Long> committedRows(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT id FROM " + table + " FOR UPDATE SKIP LOCKED")) {
            List<Long> ids = new ArrayList<>();
            while (rows.next()) {
                ids.add(rows.getLong(1));
            }
            return ids;
        }
    }

    private void age(Connection connection, List<Long> ids, Duration time) throws SQLException {
        if (ids.isEmpty()) {
            return;
        }
        String list = ids.stream().map(String::valueOf).collect(Collectors.joining(", "));
        try (PreparedStatement statement = connection.prepareStatement("UPDATE " + table
                + " SET created_at = created_at - INTERVAL ? MICROSECOND WHERE id IN (" + list + ")")) {
            statement.setLong(1, TimeUnit.NANOSECONDS.toMicros(time.toNanos()));
            statement.executeUpdate();
        }
    }
}
