package io.github.cacheconsistency.internal.rowlock;

import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.spi.ProbedRow;
import io.github.cacheconsistency.spi.RowLockProbe;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessResourceFailureException;

/**
 * Probes rows with a locking read in autocommit mode, whose locks end with the statement. It uses its own connection, not one
 * that is bound to the thread: in a caller's transaction, the lock would stay. Thread-safe.
 */
final class JdbcRowLockProbe implements RowLockProbe {

    /** Maximum number of rows of one statement, which holds all their locks until its end. */
    private static final int MOST_VALUES = 64;

    private final DataSource dataSource;
    private final RowLockDialect dialect;
    private final Function<CacheKey, List<ProbedRow>> rows;
    private final boolean listsOfValues;
    private final Map<ProbedColumn.Name, String> statements = new ConcurrentHashMap<>();
    private final Map<Integer, String> ofSeveral = new ConcurrentHashMap<>();

    /**
     * @param listsOfValues whether one statement may probe several keys: each key is the whole primary key of a row of the same
     *     table
     */
    JdbcRowLockProbe(
            DataSource dataSource,
            RowLockDialect dialect,
            Function<CacheKey, List<ProbedRow>> rows,
            boolean listsOfValues) {
        this.dataSource = dataSource;
        this.dialect = dialect;
        this.rows = rows;
        this.listsOfValues = listsOfValues;
    }

    @Override
    public boolean isFree(CacheKey key) {
        try (Connection connection = dataSource.getConnection()) {
            endLocksWithStatements(connection);
            for (ProbedRow row : rows.apply(key)) {
                String statement = statement(connection, key.cacheName(), row);
                if (!isGranted(connection, statement, List.of(row.value()))) {
                    return false;
                }
            }
            return true;
        } catch (SQLException failure) {
            throw new DataAccessResourceFailureException(
                    "The rows behind key '" + key + "' of cache '" + key.cacheName() + "' could not be probed",
                    failure);
        }
    }

    @Override
    public List<Boolean> areFree(List<CacheKey> keys) {
        return listsOfValues && keys.size() > 1 && allAreFree(keys)
                ? Collections.nCopies(keys.size(), true)
                : RowLockProbe.super.areFree(keys);
    }

    /**
     * Returns whether the rows of all {@code keys} are free. To be called only if one statement may probe several keys. A
     * result of {@code false} does not tell which row is locked.
     */
    boolean allAreFree(List<CacheKey> keys) {
        List<ProbedRow> asked = keys.stream().map(key -> rows.apply(key).get(0)).toList();
        try (Connection connection = dataSource.getConnection()) {
            endLocksWithStatements(connection);
            for (int from = 0; from < asked.size(); from += MOST_VALUES) {
                if (!areGranted(connection, asked.subList(from, Math.min(from + MOST_VALUES, asked.size())))) {
                    return false;
                }
            }
            return true;
        } catch (SQLException failure) {
            throw new DataAccessResourceFailureException(
                    "The rows behind " + keys.size() + " keys could not be probed together", failure);
        }
    }

    private boolean areGranted(Connection connection, List<ProbedRow> asked) throws SQLException {
        // The number of parameters is rounded up to a power of two, so that drivers can cache the few statements. The
        // last value is repeated.
        int parameters = Integer.highestOneBit(2 * asked.size() - 1);
        String statement = ofSeveral.computeIfAbsent(
                parameters,
                number -> dialect.probeOfSeveral(
                        asked.get(0).table(), asked.get(0).column(), number));
        List<Object> values = IntStream.range(0, parameters)
                .mapToObj(index -> asked.get(Math.min(index, asked.size() - 1)).value())
                .toList();
        return isGranted(connection, statement, values);
    }

    private static void endLocksWithStatements(Connection connection) throws SQLException {
        // The pool's default may be different. Set only if necessary, because drivers may send a command to the server
        // in any case.
        if (!connection.getAutoCommit()) {
            connection.setAutoCommit(true);
        }
    }

    /**
     * Returns the statement for a row. A bean may name any table, and only when it has a key, so the column is checked here:
     * rows of a table without row locks would always be free.
     */
    private String statement(Connection connection, String cacheName, ProbedRow row) throws SQLException {
        ProbedColumn.Name name = new ProbedColumn.Name(row.table(), row.column());
        String known = statements.get(name);
        if (known != null) {
            return known;
        }
        ProbedColumn.resolve(cacheName, name, connection);
        String statement = dialect.probe(row.table(), row.column());
        statements.put(name, statement);
        return statement;
    }

    private boolean isGranted(Connection connection, String sql, List<Object> values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int index = 0; index < values.size(); index++) {
                statement.setObject(index + 1, values.get(index));
            }
            try (ResultSet result = statement.executeQuery()) {
                // Read to the end, because every matching row must be locked, not only the first one.
                while (result.next()) {}
                return true;
            }
        } catch (SQLException failure) {
            if (dialect.isRefusal(failure)) {
                return false;
            }
            throw failure;
        }
    }
}
