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
 * The ages of outbox rows, which the library measures by the database's own clock: they grow with the time of the race.
 * Rows of a transaction that is still open stay as young as they are. Its own statements must not be gated. Thread-safe.
 */
public final class OutboxTape {

    private final DataSource dataSource;
    private final String table;

    /** @param table of rows with an {@code id} and the time at which they were written, {@code created_at} */
    public OutboxTape(DataSource dataSource, String table) {
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
                    "The race kit cannot move the time of outbox table '" + table + "' (columns id, created_at)", e);
        }
    }

    /** Those that nobody works on: to wait for a row of a task that the race holds would never end. */
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
