package io.github.cacheconsistency.test.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class EmbeddedMariaDbTest {

    @Test
    void keepsItsPortAndDataOverStopAndCrashUntilClosed() {
        EmbeddedMariaDb database = EmbeddedMariaDb.start();
        try (TestSchema schema = database.createSchema()) {
            JdbcClient jdbc = JdbcClient.create(
                    new DriverManagerDataSource(schema.jdbcUrl(), database.username(), database.password()));
            jdbc.sql("CREATE TABLE t (id INT PRIMARY KEY)").update();
            jdbc.sql("INSERT INTO t VALUES (1)").update();
            database.stop();
            assertThat(Ports.listens(database.port())).isFalse();
            database.restart();
            assertThat(jdbc.sql("SELECT id FROM t").query(Integer.class).single())
                    .isEqualTo(1);
            database.kill();
            database.restart();
            assertThat(jdbc.sql("SELECT id FROM t").query(Integer.class).single())
                    .isEqualTo(1);
            assertThat(jdbc.sql("SELECT @@transaction_isolation")
                            .query(String.class)
                            .single())
                    .isEqualTo("REPEATABLE-READ");
        } finally {
            database.close();
        }
        database.close();
        assertThat(Ports.listens(database.port())).isFalse();
    }
}
