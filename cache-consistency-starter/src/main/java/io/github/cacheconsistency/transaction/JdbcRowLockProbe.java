package io.github.cacheconsistency.transaction;

import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.ProbedRow;
import io.github.cacheconsistency.RowLockProbe;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessResourceFailureException;

/**
 * Probes rows by a locking read in autocommit, whose lock ends with the statement. It takes a connection of its own and
 * not one that is bound to the thread, because a lock in somebody's transaction would stay.
 */
final class JdbcRowLockProbe implements RowLockProbe {

    private final DataSource dataSource;
    private final RowLockDialect dialect;
    private final Function<CacheKey, List<ProbedRow>> rows;
    private final Set<ProbedColumn.Name> checked = ConcurrentHashMap.newKeySet();

    JdbcRowLockProbe(DataSource dataSource, RowLockDialect dialect, Function<CacheKey, List<ProbedRow>> rows) {
        this.dataSource = dataSource;
        this.dialect = dialect;
        this.rows = rows;
    }

    @Override
    public boolean isFree(CacheKey key) {
        try (Connection connection = dataSource.getConnection()) {
            // The lock must end with the statement, whatever the pool's default is. Not set where it is so already:
            // drivers may ask the server all the same.
            if (!connection.getAutoCommit()) {
                connection.setAutoCommit(true);
            }
            for (ProbedRow row : rows.apply(key)) {
                check(connection, key.cacheName(), row);
                if (!isFree(connection, row)) {
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

    /** A bean may name any table, and not before it has seen a key. A table without row locks would always be free. */
    private void check(Connection connection, String cacheName, ProbedRow row) throws SQLException {
        ProbedColumn.Name name = new ProbedColumn.Name(row.table(), row.column());
        if (!checked.contains(name)) {
            ProbedColumn.resolve(cacheName, name, connection);
            checked.add(name);
        }
    }

    private boolean isFree(Connection connection, ProbedRow row) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(dialect.probe(row.table(), row.column()))) {
            statement.setObject(1, row.value());
            try (ResultSet result = statement.executeQuery()) {
                // Read to the end: every matching row must be locked, not only the first one.
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
