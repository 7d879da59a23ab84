package io.github.cacheconsistency.transaction;

import io.github.cacheconsistency.InvalidStrategyConfigurationException;
import io.github.cacheconsistency.ProbedRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The column that the keys of a cache address.
 *
 * @param table the table, with its schema if that was given
 * @param column a column that an index begins with: without one, a probe would lock the whole table
 * @param numeric whether its values are whole numbers
 */
record ProbedColumn(String table, String column, boolean numeric) {

    private static final String INDEXED_COLUMN = """
            SELECT c.data_type, s.index_name
            FROM information_schema.columns c
            LEFT JOIN information_schema.statistics s
              ON s.table_schema = c.table_schema AND s.table_name = c.table_name
             AND s.column_name = c.column_name AND s.seq_in_index = 1
            WHERE c.table_schema = COALESCE(?, DATABASE()) AND c.table_name = ? AND c.column_name = ?
            ORDER BY s.index_name IS NULL LIMIT 1""";

    /**
     * @param property {@code table.column} or {@code schema.table.column}
     * @throws InvalidStrategyConfigurationException if there is no such column, or no index that begins with it
     */
    static ProbedColumn resolve(String cacheName, @Nullable String property, Connection connection)
            throws SQLException {
        String[] parts = property == null ? new String[0] : property.split("\\.", -1);
        if (parts.length < 2 || parts.length > 3) {
            throw invalid(
                    cacheName,
                    "it must be known which row a key addresses, but its property 'row' is '" + property + "'");
        }
        String schema = parts.length == 3 ? parts[0] : null;
        String table = parts[parts.length - 2];
        String column = parts[parts.length - 1];
        try (PreparedStatement statement = connection.prepareStatement(INDEXED_COLUMN)) {
            statement.setString(1, schema);
            statement.setString(2, table);
            statement.setString(3, column);
            try (ResultSet result = statement.executeQuery()) {
                if (!result.next()) {
                    throw invalid(cacheName, "the database must have the column '" + property + "', but it has not");
                }
                if (result.getString(2) == null) {
                    throw invalid(
                            cacheName,
                            "an index must begin with the column '" + property
                                    + "', but none does; every probe would lock the whole table");
                }
                String qualified = schema == null ? table : schema + "." + table;
                return new ProbedColumn(
                        qualified, column, result.getString(1).toLowerCase().endsWith("int"));
            }
        }
    }

    /** The row that {@code key} addresses. */
    ProbedRow row(String key) {
        return new ProbedRow(table, column, numeric ? number(key) : key);
    }

    private Object number(String key) {
        try {
            return Long.valueOf(key);
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException("Expected a whole number as key, because it addresses " + table + "."
                    + column + ", found '" + key + "'. Name the rows by a ProbedRows bean instead.");
        }
    }

    private static InvalidStrategyConfigurationException invalid(String cacheName, String problem) {
        return new InvalidStrategyConfigurationException(
                "For the strategy 'row-lock-lease' of the cache '" + cacheName + "' " + problem + ".",
                "Set cache-consistency.caches." + cacheName
                        + ".row=table.column to an indexed column that the cache's key"
                        + " addresses, or define a ProbedRows bean for joins, composite keys and derived values.");
    }
}
