package io.github.cacheconsistency.test.race;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cacheconsistency.test.OnTestServers;
import io.github.cacheconsistency.test.time.OutboxAges;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Rows whose age the database measures by its own clock become older with the time of a race. */
@OnTestServers
class OutboxAgesTest {

    private static final String TABLE = "aging_outbox";

    @Autowired
    RaceNode node;

    @Autowired
    DataSource dataSource;

    @Autowired
    JdbcTemplate jdbc;

    @Autowired
    PlatformTransactionManager transactions;

    @BeforeEach
    void createTable() {
        jdbc.execute("CREATE TABLE " + TABLE + " (id BIGINT AUTO_INCREMENT PRIMARY KEY, "
                + "created_at TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3)) ENGINE=InnoDB");
    }

    @AfterEach
    void dropTable() {
        jdbc.execute("DROP TABLE " + TABLE);
    }

    @Test
    void rowsAgeWithTheTimeOfTheRace() {
        insert();
        try (Race race = race()) {
            assertThat(olderThanAnHour()).isZero();
            race.advance(Duration.ofMinutes(59));
            assertThat(olderThanAnHour()).isZero();
            race.advance(Duration.ofMinutes(1).plusMillis(1));
            assertThat(olderThanAnHour()).isEqualTo(1);
            race.rewind(Duration.ofHours(1));
            assertThat(olderThanAnHour()).isEqualTo(1);
        }
    }

    @Test
    void rowsOfAnOpenTransactionHoldTimeUpForNobody() {
        try (Race race = race()) {
            RaceTask writer = race.task("writer", () -> {
                        new TransactionTemplate(transactions).executeWithoutResult(status -> insert());
                        return "";
                    })
                    .runUntilBefore(Steps.commit());
            race.advance(Duration.ofHours(2));
            writer.runToEnd();
            assertThat(olderThanAnHour()).isZero();
            race.advance(Duration.ofHours(2));
            assertThat(olderThanAnHour()).isEqualTo(1);
        }
    }

    private Race race() {
        RaceNode aging = new RaceNode(node.gate(), node.clock(), node.redis(), new OutboxAges(dataSource, TABLE));
        return new Race(RaceSettings.DEFAULT, List.of(aging));
    }

    private void insert() {
        jdbc.update("INSERT INTO " + TABLE + " () VALUES ()");
    }

    private long olderThanAnHour() {
        return jdbc.queryForObject(
                "SELECT COUNT(*) FROM " + TABLE + " WHERE created_at < CURRENT_TIMESTAMP(3) - INTERVAL 1 HOUR",
                Long.class);
    }
}
