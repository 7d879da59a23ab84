package io.github.cacheconsistency.internal.rowlock;

import io.github.cacheconsistency.InvalidStrategyConfigurationException;
import io.github.cacheconsistency.internal.jdbc.SqlIdentifier;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;

/** The SQL that checks, without waiting, whether a row is locked (docs/protocols.md, "Dialects"). */
enum RowLockDialect {
    MYSQL(" FOR SHARE NOWAIT", 3572),
    MARIADB(" LOCK IN SHARE MODE NOWAIT", 1205);

    private static final int[] FIRST_MYSQL = {8, 0, 1};

    private final String lockClause;
    private final int refusedErrorCode;

    RowLockDialect(String lockClause, int refusedErrorCode) {
        this.lockClause = lockClause;
        this.refusedErrorCode = refusedErrorCode;
    }

    /**
     * Returns a statement that locks the rows whose {@code column} equals its only parameter.
     *
     * <p>It selects all columns, because a shared locking read locks only what it reads. If a secondary index alone could
     * answer it, it would not detect a writer that locks the row but does not change that index.
     */
    String probe(String table, String column) {
        return "SELECT * FROM " + quotedTable(table) + " WHERE " + new SqlIdentifier(column).quoted("`") + " = ?"
                + lockClause;
    }

    /**
     * Returns a statement that locks the rows whose primary key equals one of its parameters. The index is forced so that it
     * finds each row as {@link #probe} does: the optimizer would prefer to scan a small table and would lock all of its rows.
     *
     * @param column the whole primary key
     */
    String probeOfSeveral(String table, String column, int parameters) {
        return "SELECT * FROM " + quotedTable(table) + " FORCE INDEX (PRIMARY) WHERE "
                + new SqlIdentifier(column).quoted("`") + " IN (?" + ", ?".repeat(parameters - 1) + ")" + lockClause;
    }

    /**
     * Runs the probe without locking a row, because no value equals NULL.
     *
     * @throws SQLException if the user may not run the probe
     */
    void tryOut(Connection connection, ProbedColumn.Name name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(probe(name.table(), name.column()))) {
            statement.setObject(1, null);
            statement.executeQuery().close();
        }
    }

    /** Returns whether {@code failure} says that another transaction holds the lock. */
    boolean isRefusal(SQLException failure) {
        return failure.getErrorCode() == refusedErrorCode;
    }

    /**
     * Detects the database by a query: a driver reports MariaDB as MySQL.
     *
     * @throws InvalidStrategyConfigurationException if the database cannot be probed
     */
    static RowLockDialect detect(Connection connection) throws SQLException {
        String product = connection.getMetaData().getDatabaseProductName();
        if (!product.equals("MySQL") && !product.equals("MariaDB")) {
            throw unsupported(product);
        }
        String version = version(connection);
        if (version.toLowerCase(Locale.ROOT).contains("mariadb")) {
            return MARIADB;
        }
        if (isOlder(version)) {
            throw unsupported(product + " " + version);
        }
        return MYSQL;
    }

    private static String version(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT @@version")) {
            result.next();
            return result.getString(1);
        }
    }

    private static boolean isOlder(String version) {
        String[] parts = version.split("[.-]");
        for (int index = 0; index < FIRST_MYSQL.length; index++) {
            int part = Integer.parseInt(parts[index]);
            if (part != FIRST_MYSQL[index]) {
                return part < FIRST_MYSQL[index];
            }
        }
        return false;
    }

    private static String quotedTable(String table) {
        StringBuilder quoted = new StringBuilder();
        for (String part : table.split("\\.", -1)) {
            quoted.append(quoted.isEmpty() ? "" : ".").append(new SqlIdentifier(part).quoted("`"));
        }
        return quoted.toString();
    }

    private static InvalidStrategyConfigurationException unsupported(String found) {
        return new InvalidStrategyConfigurationException(
                "The strategy 'row-lock-lease' needs MySQL 8.0.1 or later, or MariaDB, but the database is " + found
                        + ".",
                "Choose the strategy 'lease', which works with every database.");
    }
}
