package io.github.cacheconsistency.benchmarks.server;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The rows of all contestants and the counters of the database, on a connection of its own. Not thread-safe. */
public final class PointsRows implements AutoCloseable {

    private final Connection connection;

    private PointsRows(Connection connection) {
        this.connection = connection;
    }

    static PointsRows connect(String jdbcUrl, String username, String password) {
        try {
            return new PointsRows(DriverManager.getConnection(jdbcUrl, username, password));
        } catch (SQLException e) {
            throw new IllegalStateException("The database that was just started does not answer", e);
        }
    }

    /** Replaces all rows by rows 1 to {@code count}, each with version 1. */
    public void reset(int count) {
        execute("CREATE TABLE IF NOT EXISTS points "
                + "(id BIGINT PRIMARY KEY, amount BIGINT NOT NULL, version BIGINT NOT NULL) ENGINE=InnoDB");
        execute("TRUNCATE TABLE points");
        execute("INSERT INTO points SELECT seq, 100, 1 FROM seq_1_to_" + count);
    }

    /** Returns the version of each row, by id. */
    public Map<Long, Long> versions() {
        return query("SELECT id, version FROM points", rows -> {
            Map<Long, Long> versions = new TreeMap<>();
            while (rows.next()) {
                versions.put(rows.getLong(1), rows.getLong(2));
            }
            return versions;
        });
    }

    /** Returns the number of executed statements by kind, and in total as "questions". */
    public Map<String, Long> statements() {
        return query(
                "SHOW GLOBAL STATUS WHERE Variable_name IN ('Questions', 'Com_select', 'Com_insert', 'Com_update', "
                        + "'Com_delete', 'Com_commit', 'Com_rollback', 'Com_set_option')",
                rows -> {
                    Map<String, Long> statements = new TreeMap<>();
                    while (rows.next()) {
                        String name = rows.getString(1).toLowerCase(Locale.ROOT);
                        statements.put(name.replace("com_", ""), rows.getLong(2));
                    }
                    return statements;
                });
    }

    /** The product and its version. */
    public String serverVersion() {
        return query("SELECT @@version", rows -> {
            rows.next();
            return "MariaDB " + rows.getString(1).split("-", 2)[0];
        });
    }

    /** Executes any statement. */
    public void execute(String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw failed(sql, e);
        }
    }

    /** Returns the number that a query selects. */
    public long number(String sql) {
        return query(sql, rows -> rows.next() ? rows.getLong(1) : 0L);
    }

    private interface Reading<T> {
        T from(ResultSet rows) throws SQLException;
    }

    private <T> T query(String sql, Reading<T> reading) {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return reading.from(rows);
        } catch (SQLException e) {
            throw failed(sql, e);
        }
    }

    private static IllegalStateException failed(String sql, SQLException e) {
        return new IllegalStateException("The benchmark's own statement failed: " + sql, e);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException("The benchmark's own connection cannot be closed", e);
        }
    }
}
