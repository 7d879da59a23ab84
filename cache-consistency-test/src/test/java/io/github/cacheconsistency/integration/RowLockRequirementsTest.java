package io.github.cacheconsistency.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.github.cacheconsistency.InvalidStrategyConfigurationException;
import io.github.cacheconsistency.spi.ProbedRow;
import io.github.cacheconsistency.spi.ProbedRows;
import io.github.cacheconsistency.spi.RowLockProbe;
import io.github.cacheconsistency.test.server.EmbeddedDatabase;
import io.github.cacheconsistency.test.server.TestDatabase;
import io.github.cacheconsistency.test.server.TestSchema;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Databases and tables that {@code row-lock-lease} must not trust, on a server that may be spoilt. */
@Tag("database")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RowLockRequirementsTest {

    private EmbeddedDatabase database;
    private TestSchema schema;
    private DataSource dataSource;
    private JdbcTemplate jdbc;

    @BeforeAll
    void startDatabase() {
        database = TestDatabase.of(new StandardEnvironment()).start();
    }

    @AfterAll
    void stopDatabase() {
        database.close();
    }

    @BeforeEach
    void createTables() {
        schema = database.createSchema();
        dataSource = new DriverManagerDataSource(schema.jdbcUrl(), database.username(), database.password());
        jdbc = new JdbcTemplate(dataSource);
        jdbc.execute("CREATE TABLE item (id BIGINT PRIMARY KEY, name VARCHAR(100) NOT NULL, code BINARY(16) UNIQUE,"
                + " price DECIMAL(9,2) UNIQUE, moment DATETIME UNIQUE) ENGINE = InnoDB");
        jdbc.execute("CREATE VIEW item_view AS SELECT * FROM item");
        jdbc.execute("CREATE TABLE item_old (id BIGINT PRIMARY KEY) ENGINE = MyISAM");
    }

    @AfterEach
    void dropTables() {
        schema.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            item.name     | an index must begin with the column 'item.name'
            item.missing  | must have the column 'item.missing'
            missing.id    | must have the column 'missing.id'
            item_view.id  | 'item_view' must be a table of the engine InnoDB, which locks rows, but it is a view
            item_old.id   | 'item_old' must be a table of the engine InnoDB, which locks rows, but it is one of the engine MyISAM
            item.code     | its type is binary
            item.moment   | its type is datetime
            item          | its property 'row' is 'item'
            """)
    void aRowThatCannotBeProbedIsRefused(String row, String problem) {
        assertThatThrownBy(() -> RowProbes.of(dataSource, row))
                .isInstanceOf(InvalidStrategyConfigurationException.class)
                .hasMessageContaining("'" + RowProbes.CACHE + "'")
                .hasMessageContaining(problem)
                .extracting(failure -> ((InvalidStrategyConfigurationException) failure).action())
                .asString()
                .contains("cache-consistency.caches." + RowProbes.CACHE + ".row", "ProbedRows");
    }

    @Test
    void theSchemaMayBeNamed() {
        assertThat(RowProbes.of(dataSource, schema.name() + ".item.id").isFree(RowProbes.key("1")))
                .isTrue();
        assertThat(RowProbes.of(dataSource, "item.price").isFree(RowProbes.key("1.50")))
                .isTrue();
    }

    @Test
    void aRowNamedByABeanIsCheckedBeforeItIsFirstProbed() {
        RowLockProbe probe = RowProbes.of(dataSource, null, new ProbedRows() {
            @Override
            public String cacheName() {
                return RowProbes.CACHE;
            }

            @Override
            public List<ProbedRow> rowsOf(String key) {
                return List.of(new ProbedRow("item", "id", 1), new ProbedRow(key, "id", 1));
            }
        });
        assertThat(probe.isFree(RowProbes.key("item"))).isTrue();
        assertThatThrownBy(() -> probe.isFree(RowProbes.key("item_old")))
                .isInstanceOf(InvalidStrategyConfigurationException.class)
                .hasMessageContaining("MyISAM");
    }

    @Test
    void aReadOnlyServerIsRefusedAsItIsNotThePrimary() {
        jdbc.execute("SET GLOBAL read_only = 1");
        try {
            assertRefused(dataSource, "read_only=ON", "name the primary");
        } finally {
            jdbc.execute("SET GLOBAL read_only = 0");
        }
        assertThat(RowProbes.of(dataSource, "item.id").isFree(RowProbes.key("1")))
                .isTrue();
    }

    @Test
    @EnabledIfSystemProperty(named = TestDatabase.PROPERTY, matches = "mysql", disabledReason = "asks no privileges")
    void aUserWhoMayNotLockRowsIsRefused() {
        jdbc.execute("CREATE USER 'reader'@'127.0.0.1' IDENTIFIED BY ''");
        jdbc.execute("GRANT SELECT ON " + schema.name() + ".* TO 'reader'@'127.0.0.1'");
        DataSource reader = new DriverManagerDataSource(schema.jdbcUrl(), "reader", "");
        assertRefused(reader, "denied", "SELECT and UPDATE");
    }

    @Test
    void connectionsThatReadUncommittedRowsAreRefused() {
        try (HikariDataSource pool = new HikariDataSource()) {
            pool.setJdbcUrl(schema.jdbcUrl());
            pool.setUsername(database.username());
            pool.setPassword(database.password());
            pool.setTransactionIsolation("TRANSACTION_READ_UNCOMMITTED");
            assertRefused(pool, "READ UNCOMMITTED", "READ COMMITTED or higher");
        }
    }

    private static void assertRefused(DataSource dataSource, String problem, String remedy) {
        assertThatThrownBy(() -> RowProbes.of(dataSource, "item.id"))
                .isInstanceOf(InvalidStrategyConfigurationException.class)
                .hasMessageContaining("'" + RowProbes.CACHE + "'")
                .hasMessageContaining(problem)
                .extracting(failure -> ((InvalidStrategyConfigurationException) failure).action())
                .asString()
                .contains(remedy);
    }
}
