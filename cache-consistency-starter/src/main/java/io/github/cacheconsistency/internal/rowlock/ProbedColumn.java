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
 * A column that rows are probed by. Its table has row locks, and an index begins with it: without one, a probe would lock
 * the whole table.
 *
 * @param name where it is
 * @param type the name of its type, in lower case
 * @param primaryKey whether it is all of the primary key
 */
record ProbedColumn(Name name, String type, boolean primaryKey) {

    private static final Set<String> WHOLE_NUMBERS = Set.of("tinyint", "smallint", "mediumint", "int", "bigint");

    // Values of other types need not equal the text of a key, a binary UUID for one: the probe would look for a row
    // that
    // is not there, and be granted.
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
     * @param table the table, with its schema if that was given
     */
    record Name(String table, String column) {

        /**
         * @param property {@code table.column} or {@code schema.table.column}
         * @throws InvalidStrategyConfigurationException if it is neither
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
     * @throws InvalidStrategyConfigurationException if there is no such column, its table has no row locks, or no index
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
     * @throws InvalidStrategyConfigurationException if the text of a key does not tell which value of this column it means
     */
    void requireKeyText(String cacheName) {
        if (!isNumeric() && !TEXTS.contains(type)) {
            throw invalid(
                    cacheName,
                    "the column '" + name + "' must hold numbers, text or dates, which a key can be compared to, but"
                            + " its type is " + type);
        }
    }

    /** The row that {@code key} addresses. */
    ProbedRow row(String key) {
        return new ProbedRow(name.table(), name.column(), isNumeric() ? number(key) : key);
    }

    /**
     * Whether one statement may ask for rows of several keys: each value has one row at most, which is found as if it was
     * asked for alone. Of other types a list of values may be compared in another way than a single one.
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
