package io.github.cacheconsistency.internal.outbox;

import io.github.cacheconsistency.InvalidStrategyConfigurationException;
import io.github.cacheconsistency.internal.jdbc.SqlIdentifier;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Collections;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The SQL of the outbox for one database (docs/protocols.md, "Outbox"). All times are the database's, in UTC, so that neither
 * the nodes' clocks nor daylight saving time matter.
 */
public enum OutboxDialect {
    MYSQL(8, 0, 1, "`", "UTC_TIMESTAMP(3)", "UTC_TIMESTAMP(3) - INTERVAL ? * 1000 MICROSECOND"),
    MARIADB(10, 6, 0, "`", "UTC_TIMESTAMP(3)", "UTC_TIMESTAMP(3) - INTERVAL ? * 1000 MICROSECOND"),
    POSTGRESQL(9, 5, 0, "\"", "clock_timestamp()", "clock_timestamp() - ? * INTERVAL '1 millisecond'"),
    H2(2, 2, 220, "\"", "CURRENT_TIMESTAMP(3)", "DATEADD(MILLISECOND, -CAST(? AS BIGINT), CURRENT_TIMESTAMP(3))");

    private final int[] firstVersion;
    private final String quote;
    private final String now;
    private final String millisecondsAgo;

    OutboxDialect(int major, int minor, int patch, String quote, String now, String millisecondsAgo) {
        this.firstVersion = new int[] {major, minor, patch};
        this.quote = quote;
        this.now = now;
        this.millisecondsAgo = millisecondsAgo;
    }

    /**
     * Detects the database by a query: a driver reports MariaDB as MySQL.
     *
     * @throws InvalidStrategyConfigurationException if the database is not supported, for example because it cannot skip rows
     *     that are locked
     */
    public static OutboxDialect detect(Connection connection) throws SQLException {
        DatabaseMetaData metaData = connection.getMetaData();
        String product = metaData.getDatabaseProductName();
        String version = metaData.getDatabaseProductVersion();
        OutboxDialect dialect = switch (product) {
            case "MySQL", "MariaDB" -> {
                version = version(connection);
                yield version.toLowerCase(Locale.ROOT).contains("mariadb") ? MARIADB : MYSQL;
            }
            case "PostgreSQL" -> POSTGRESQL;
            case "H2" -> H2;
            default -> throw unsupported(product);
        };
        if (dialect.isOlder(version)) {
            throw unsupported(product + " " + version);
        }
        return dialect;
    }

    /** Returns the location of the script that creates the table. */
    public String schemaLocation() {
        return "classpath:io/github/cacheconsistency/outbox/schema-" + name().toLowerCase(Locale.ROOT) + ".sql";
    }

    /** Returns the quoted name of {@code table}, with or without a schema. */
    public String quoted(String table) {
        return Arrays.stream(table.split("\\.", -1))
                .map(part -> new SqlIdentifier(part).quoted(quote))
                .collect(Collectors.joining("."));
    }

    /** Returns an INSERT. Parameters: cache name, key and kind of each row. Here and below, {@code table} is quoted. */
    String insert(String table, int rows) {
        return "INSERT INTO " + table + " (cache_name, cache_key, kind, created_at) VALUES "
                + String.join(", ", Collections.nCopies(rows, "(?, ?, ?, " + now + ")"));
    }

    /** Returns a query with at most one row. Parameter: age in milliseconds. */
    String anyDue(String table) {
        return "SELECT 1 FROM " + indexed(table) + " WHERE created_at < " + millisecondsAgo + " LIMIT 1";
    }

    /**
     * Returns a query that locks rows. Parameters: age in milliseconds, number of rows. It has no condition like "greater than
     * the last id seen", because a transaction that commits late may have lower ids.
     */
    String selectDue(String table) {
        return "SELECT id, cache_name, cache_key, kind FROM " + indexed(table) + " WHERE created_at < "
                + millisecondsAgo + " ORDER BY id LIMIT ? FOR UPDATE SKIP LOCKED";
    }

    /**
     * Returns a DELETE. Parameters: ids. The primary key is forced. Optimizers prefer a full scan for a small table, which
     * would wait for the rows of open transactions.
     */
    String delete(String table, int ids) {
        String where = " WHERE id IN (" + String.join(", ", Collections.nCopies(ids, "?")) + ")";
        return isLikeMySql()
                ? "DELETE outbox FROM " + table + " AS outbox FORCE INDEX (PRIMARY)" + where
                : "DELETE FROM " + table + where;
    }

    /** Returns a query with one row: the lowest and the highest id. */
    String ends(String table) {
        return "SELECT MIN(id), MAX(id) FROM " + table;
    }

    /** Returns a query without rows that fails if the table does not have the expected columns. */
    String check(String table) {
        return "SELECT id, cache_name, cache_key, kind, created_at FROM " + table + " WHERE 1 = 0";
    }

    private String indexed(String table) {
        return isLikeMySql() ? table + " FORCE INDEX (PRIMARY)" : table;
    }

    private boolean isLikeMySql() {
        return this == MYSQL || this == MARIADB;
    }

    private static String version(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT @@version")) {
            result.next();
            return result.getString(1);
        }
    }

    private boolean isOlder(String version) {
        String[] parts = version.split("[^0-9]+");
        for (int index = 0; index < Math.min(firstVersion.length, parts.length); index++) {
            int part = parts[index].isEmpty() ? 0 : Integer.parseInt(parts[index]);
            if (part != firstVersion[index]) {
                return part < firstVersion[index];
            }
        }
        return false;
    }

    private static InvalidStrategyConfigurationException unsupported(String found) {
        return new InvalidStrategyConfigurationException(
                "The outbox needs MySQL 8.0.1, MariaDB 10.6, PostgreSQL 9.5 or H2 2.2.220, or later, but the database is "
                        + found + ".",
                "Set cache-consistency.outbox.enabled=false, or use one of these databases.");
    }
}
