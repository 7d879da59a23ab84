package io.github.cacheconsistency.internal.rowlock;

import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.InvalidStrategyConfigurationException;
import io.github.cacheconsistency.spi.CacheSettings;
import io.github.cacheconsistency.spi.ProbedRows;
import io.github.cacheconsistency.spi.RowLockProbe;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * Creates the probe of each cache: from its {@link ProbedRows} bean if there is one, otherwise from its {@code row} property.
 * Thread-safe.
 */
public final class RowLockProbes {

    private static final String PLAIN_POOL = "com.zaxxer.hikari.HikariDataSource";

    private final Supplier<Optional<DataSource>> dataSource;
    private final Collection<ProbedRows> probedRows;
    private final Function<CacheKey, String> keyText;
    private final LongSupplier nanoTime;

    /**
     * @param dataSource returns the database of the cached rows; called only if a cache needs it
     * @param keyText returns a cache key as text, without the prefix of its Redis key
     * @param nanoTime a clock in nanoseconds; only differences of its values are used
     */
    public RowLockProbes(
            Supplier<Optional<DataSource>> dataSource,
            Collection<ProbedRows> probedRows,
            Function<CacheKey, String> keyText,
            LongSupplier nanoTime) {
        this.dataSource = dataSource;
        this.probedRows = List.copyOf(probedRows);
        this.keyText = keyText;
        this.nanoTime = nanoTime;
    }

    /** Returns whether the settings or a bean name the rows of the cache called {@code cacheName}. */
    public boolean knowsRows(String cacheName, CacheSettings settings) {
        return settings.row() != null || bean(cacheName).isPresent();
    }

    /**
     * Returns the probe of the cache called {@code cacheName}.
     *
     * @throws InvalidStrategyConfigurationException if the probe cannot be created
     */
    public RowLockProbe probe(String cacheName, CacheSettings settings) {
        DataSource database = dataSource
                .get()
                .orElseThrow(() -> new InvalidStrategyConfigurationException(
                        "The strategy 'row-lock-lease' of the cache '" + cacheName
                                + "' needs a DataSource to ask for row locks, but there is none, or there are several.",
                        "Define one, or mark the one with the cached rows as primary."));
        try (Connection connection = database.getConnection()) {
            RowLockDialect dialect = RowLockDialect.detect(connection);
            PrimaryDatabase.require(cacheName, connection);
            Optional<ProbedRows> bean = bean(cacheName);
            if (bean.isPresent()) {
                ProbedRows rows = bean.get();
                return new JdbcRowLockProbe(database, dialect, key -> rows.rowsOf(keyText.apply(key)), false);
            }
            ProbedColumn column = column(cacheName, settings, dialect, connection);
            JdbcRowLockProbe single = new JdbcRowLockProbe(
                    database, dialect, key -> List.of(column.row(keyText.apply(key))), column.hasListsOfValues());
            return column.hasListsOfValues() && isSameForAllThreads(database)
                    ? new SharedRowLockProbe(single, single::allAreFree, nanoTime)
                    : single;
        } catch (SQLException failure) {
            throw new InvalidStrategyConfigurationException(
                    "The strategy 'row-lock-lease' of the cache '" + cacheName
                            + "' must know its database at start-up, but that answered: " + failure.getMessage(),
                    "Check spring.datasource.*, that the database is running, and that the user may SELECT and UPDATE the"
                            + " rows it is to lock.");
        }
    }

    /**
     * Returns whether one thread may probe for another. This does not hold for a data source that selects the database by
     * thread, for example by tenant, nor for a wrapper of the pool, which expects each statement on its own thread.
     */
    private static boolean isSameForAllThreads(DataSource dataSource) {
        return dataSource.getClass().getName().equals(PLAIN_POOL);
    }

    private static ProbedColumn column(
            String cacheName, CacheSettings settings, RowLockDialect dialect, Connection connection)
            throws SQLException {
        ProbedColumn.Name name = ProbedColumn.Name.parse(cacheName, settings.row());
        ProbedColumn column = ProbedColumn.resolve(cacheName, name, connection);
        column.requireKeyText(cacheName);
        dialect.tryOut(connection, name);
        return column;
    }

    private Optional<ProbedRows> bean(String cacheName) {
        return probedRows.stream()
                .filter(rows -> rows.cacheName().equals(cacheName))
                .findFirst();
    }
}
