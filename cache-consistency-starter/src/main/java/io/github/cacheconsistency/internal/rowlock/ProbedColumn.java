package io.github.cacheconsistency.internal.rowlock;

import io.github.cacheconsistency.InvalidStrategyConfigurationException;
import io.github.cacheconsistency.spi.ProbedRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A column by which rows are probed. Its table has row locks, and an index begins with it: without an index, a probe would lock
 * the whole table.
 *
 * @param name the table and the column
 * @param type the name of its type, in lower case
 * @param primaryKey whether the column is the whole primary key
 */
record ProbedColumn(Name name, String type, boolean primaryKey) {

    private static final Set<String> WHOLE_NUMBERS = Set.of("tinyint", "smallint", "mediumint", "int", "bigint");

    // Values of other types may differ from the text of their key; a binary UUID is an example. The probe would look
    // for a row that does not exist, and would be granted.
    private static final Set<String> TEXTS =
            Set.of("char", "varchar", "tinytext", "text", "enum", "uuid", "date", "decimal");

    private static final Set<String> LISTED_TEXTS = Set.of("char", "varchar");

    private static final String COLUMN = """
            SELECT c.data_type, t.engine, EXISTS(
                SELECT 1 FROM information_schema.statistics s
                WHERE s.table_schema = c.table_schema AND s.table_name = c.table_name
                  AND s.column_name = c.column_name AND s.seq_in_index = 1 AND s.index_type = 'BTREE'),
                c.column_key = 'PRI' AND 1 = (
                SELECT COUNT(*) FROM information_schema.statistics s
                WHERE s.table_schema = c.table_schema AND s.table_name = c.table_name AND s.index_name = 'PRIMARY')
            FROM information_schema.columns c
            JOIN information_schema.tables t ON t.table_schema = c.table_schema AND t.table_name = c.table_name
            WHERE c.table_schema = COALESCE(?, DATABASE()) AND c.table_name = ? AND c.column_name = ?""";

    /**
     * The name of a column.
     *
     * @param table the table, with its schema if that was given
     */
    record Name(String table, String column) {

        /**
         * Parses the property {@code row}.
         *
         * @param property {@code table.column} or {@code schema.table.column}
         * @throws InvalidStrategyConfigurationException if it has another form
         */
        static Name parse(String cacheName, @Nullable String property) {
            int parts = property == null ? 0 : property.split("\\.", -1).length;
            if (property == null || parts < 2 || parts > 3) {
                throw invalid(
                        cacheName,
                        "it must be known which row a key addresses, but its property 'row' is '" + property + "'");
            }
            int dot = property.lastIndexOf('.');
            return new Name(property.substring(0, dot), property.substring(dot + 1));
        }

        @Override
        public String toString() {
            return table + "." + column;
        }
    }

    /**
     * Reads the properties of a column from the database.
     *
     * @throws InvalidStrategyConfigurationException if there is no such column, if its table has no row locks, or if no index
     *     begins with it
     */
    static ProbedColumn resolve(String cacheName, Name name, Connection connection) throws SQLException {
        int dot = name.table().indexOf('.');
        try (PreparedStatement statement = connection.prepareStatement(COLUMN)) {
            statement.setString(1, dot < 0 ? null : name.table().substring(0, dot));
            statement.setString(2, name.table().substring(dot + 1));
            statement.setString(3, name.column());
            try (ResultSet result = statement.executeQuery()) {
                if (!result.next()) {
                    throw invalid(cacheName, "the database must have the column '" + name + "', but it has not");
                }
                String engine = result.getString(2);
                if (!"InnoDB".equalsIgnoreCase(engine)) {
                    throw invalid(
                            cacheName,
                            "'" + name.table() + "' must be a table of the engine InnoDB, which locks rows, but it is "
                                    + (engine == null ? "a view" : "one of the engine " + engine));
                }
                if (!result.getBoolean(3)) {
                    throw invalid(
                            cacheName,
                            "an index must begin with the column '" + name
                                    + "', but none does; every probe would lock the whole table");
                }
                return new ProbedColumn(name, result.getString(1).toLowerCase(Locale.ROOT), result.getBoolean(4));
            }
        }
    }

    /**
     * Checks that the text of a key identifies a value of this column.
     *
     * @throws InvalidStrategyConfigurationException if the type of the column does not allow that
     */
    void requireKeyText(String cacheName) {
        if (!isNumeric() && !TEXTS.contains(type)) {
            throw invalid(
                    cacheName,
                    "the column '" + name + "' must hold numbers, text or dates, which a key can be compared to, but"
                            + " its type is " + type);
        }
    }

    /**
     * Returns the row that {@code key} addresses.
     *
     * @throws IllegalArgumentException if the column is numeric and {@code key} is not a whole number
     */
    ProbedRow row(String key) {
        return new ProbedRow(name.table(), name.column(), isNumeric() ? number(key) : key);
    }

    /**
     * Returns whether one statement may probe the rows of several keys. That requires that each value has at most one row, and
     * that a list of values finds the same rows as single values. With other types, a list may be compared in a different way.
     */
    boolean hasListsOfValues() {
        return primaryKey && (isNumeric() || LISTED_TEXTS.contains(type));
    }

    private boolean isNumeric() {
        return WHOLE_NUMBERS.contains(type);
    }

    private Object number(String key) {
        try {
            return Long.valueOf(key);
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException("Expected a whole number as key, because it addresses " + name
                    + ", found '" + key + "'. Name the rows by a ProbedRows bean instead.");
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
