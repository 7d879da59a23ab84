package io.github.cacheconsistency.test.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The behaviour of all embedded databases. */
abstract class EmbeddedDatabaseTest {

    private final TestDatabase choice;
    private final String product;

    EmbeddedDatabaseTest(TestDatabase choice, String product) {
        this.choice = choice;
        this.product = product;
    }

    @Test
    void keepsItsPortAndDataOverStopAndCrashUntilClosed() {
        EmbeddedDatabase database = choice.start();
        try (TestSchema schema = database.createSchema()) {
            JdbcClient jdbc = JdbcClient.create(
                    new DriverManagerDataSource(schema.jdbcUrl(), database.username(), database.password()));
            jdbc.sql("CREATE TABLE t (id INT PRIMARY KEY)").update();
            jdbc.sql("INSERT INTO t VALUES (1)").update();
            database.stop();
            assertThat(database.isRunning()).isFalse();
            assertThat(Ports.listens(database.port())).isFalse();
            database.restart();
            assertThat(jdbc.sql("SELECT id FROM t").query(Integer.class).single())
                    .isEqualTo(1);
            database.kill();
            database.restart();
            assertThat(jdbc.sql("SELECT id FROM t").query(Integer.class).single())
                    .isEqualTo(1);
            assertThat(jdbc.sql("SELECT CONCAT(@@transaction_isolation, ' ', @@time_zone, ' ', @@character_set_server)")
                            .query(String.class)
                            .single())
                    .isEqualTo("REPEATABLE-READ +00:00 utf8mb4");
            assertThat(database.sqlServer().product()).startsWith(product);
        } finally {
            database.close();
        }
        database.close();
        assertThat(Ports.listens(database.port())).isFalse();
    }
}
