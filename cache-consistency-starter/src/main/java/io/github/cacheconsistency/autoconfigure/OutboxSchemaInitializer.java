package io.github.cacheconsistency.autoconfigure;

import io.github.cacheconsistency.InvalidStrategyConfigurationException;
import io.github.cacheconsistency.internal.outbox.OutboxDialect;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.boot.jdbc.init.DataSourceScriptDatabaseInitializer;
import org.springframework.boot.sql.init.DatabaseInitializationMode;
import org.springframework.boot.sql.init.DatabaseInitializationSettings;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;

/** Creates the table of the outbox, like the schema initializers of Spring Boot. */
final class OutboxSchemaInitializer extends DataSourceScriptDatabaseInitializer {

    private static final String TABLE = "@@table@@";

    private final String quotedTable;

    private OutboxSchemaInitializer(
            DataSource dataSource, DatabaseInitializationSettings settings, String quotedTable) {
        super(dataSource, settings);
        this.quotedTable = quotedTable;
    }

    /**
     * Creates the initializer.
     *
     * @param dataSource supplies the database of the table; throws if that is not known
     */
    static OutboxSchemaInitializer create(CacheConsistencyProperties.Outbox outbox, Supplier<DataSource> dataSource) {
        DatabaseInitializationSettings settings = new DatabaseInitializationSettings();
        settings.setMode(outbox.initializeSchema());
        DataSource database = dataSource.get();
        if (outbox.initializeSchema() == DatabaseInitializationMode.NEVER) {
            return new OutboxSchemaInitializer(database, settings, outbox.table());
        }
        try (Connection connection = database.getConnection()) {
            OutboxDialect dialect = OutboxDialect.detect(connection);
            settings.setSchemaLocations(List.of(dialect.schemaLocation()));
            return new OutboxSchemaInitializer(database, settings, dialect.quoted(outbox.table()));
        } catch (SQLException failure) {
            throw new InvalidStrategyConfigurationException(
                    "The outbox must know its database at start-up, but that answered: " + failure.getMessage(),
                    "Check spring.datasource.*, and that the database is running.");
        }
    }

    @Override
    protected void runScripts(Scripts scripts) {
        List<Resource> named = new ArrayList<>();
        scripts.forEach(script -> named.add(named(script)));
        super.runScripts(new Scripts(named).separator(scripts.getSeparator()).encoding(StandardCharsets.UTF_8));
    }

    private Resource named(Resource script) {
        try {
            String sql = script.getContentAsString(StandardCharsets.UTF_8).replace(TABLE, quotedTable);
            return new ByteArrayResource(sql.getBytes(StandardCharsets.UTF_8), script.getDescription());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
