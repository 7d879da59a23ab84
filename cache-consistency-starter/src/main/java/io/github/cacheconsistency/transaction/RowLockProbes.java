package io.github.cacheconsistency.transaction;

import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.CacheSettings;
import io.github.cacheconsistency.InvalidStrategyConfigurationException;
import io.github.cacheconsistency.ProbedRow;
import io.github.cacheconsistency.ProbedRows;
import io.github.cacheconsistency.RowLockProbe;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * Makes the probe of each cache: from its {@link ProbedRows} bean if there is one, otherwise from its {@code row}
 * property.
 */
public final class RowLockProbes {

    private final Supplier<Optional<DataSource>> dataSource;
    private final Collection<ProbedRows> probedRows;
    private final Function<CacheKey, String> keyText;

    /**
     * @param dataSource the database of the cached rows; asked only if a cache needs it
     * @param keyText a cache key as text, without the prefix of its Redis key
     */
    public RowLockProbes(
            Supplier<Optional<DataSource>> dataSource,
            Collection<ProbedRows> probedRows,
            Function<CacheKey, String> keyText) {
        this.dataSource = dataSource;
        this.probedRows = List.copyOf(probedRows);
        this.keyText = keyText;
    }

    /** Whether the settings or a bean name the rows of the cache called {@code cacheName}. */
    public boolean knowsRows(String cacheName, CacheSettings settings) {
        return settings.row() != null || bean(cacheName).isPresent();
    }

    /**
     * The probe of the cache called {@code cacheName}.
     *
     * @throws InvalidStrategyConfigurationException if it cannot be made
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
            return new JdbcRowLockProbe(database, dialect, rows(cacheName, settings, dialect, connection));
        } catch (SQLException failure) {
            throw new InvalidStrategyConfigurationException(
                    "The strategy 'row-lock-lease' of the cache '" + cacheName
                            + "' must know its database at start-up, but that answered: " + failure.getMessage(),
                    "Check spring.datasource.*, that the database is running, and that the user may SELECT and UPDATE the"
                            + " rows it is to lock.");
        }
    }

    private Function<CacheKey, List<ProbedRow>> rows(
            String cacheName, CacheSettings settings, RowLockDialect dialect, Connection connection)
            throws SQLException {
        Optional<ProbedRows> bean = bean(cacheName);
        if (bean.isPresent()) {
            return key -> bean.get().rowsOf(keyText.apply(key));
        }
        ProbedColumn.Name name = ProbedColumn.Name.parse(cacheName, settings.row());
        ProbedColumn column = ProbedColumn.resolve(cacheName, name, connection);
        column.requireKeyText(cacheName);
        dialect.tryOut(connection, name);
        return key -> List.of(column.row(keyText.apply(key)));
    }

    private Optional<ProbedRows> bean(String cacheName) {
        return probedRows.stream()
                .filter(rows -> rows.cacheName().equals(cacheName))
                .findFirst();
    }
}
