package io.github.cacheconsistency.test.race;

import static io.github.cacheconsistency.test.race.Steps.command;
import static io.github.cacheconsistency.test.race.Steps.commit;
import static io.github.cacheconsistency.test.race.Steps.databaseWrite;
import static io.github.cacheconsistency.test.race.Steps.redisWrite;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import io.github.cacheconsistency.build.ProvokesLog;
import io.github.cacheconsistency.spi.TimeSource;
import io.github.cacheconsistency.test.OnTestServers;
import io.github.cacheconsistency.test.gate.Ungated;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A killed task leaves what a killed process leaves: only the state of the servers. */
@OnTestServers
@ProvokesLog("org.springframework.jdbc.support.JdbcTransactionManager")
@ProvokesLog("com.zaxxer.hikari.pool.ProxyConnection")
@ProvokesLog("org.springframework.transaction.support")
class DeathTest {

    @Autowired
    RaceNode node;

    @Autowired
    StringRedisTemplate redis;

    @Autowired
    JdbcTemplate jdbc;

    @Autowired
    HikariDataSource pool;

    @Autowired
    TimeSource time;

    @Autowired
    PlatformTransactionManager transactions;

    private final List<String> ran = new ArrayList<>();

    @BeforeEach
    void emptyStores() {
        redis.delete("a");
        jdbc.execute("CREATE TABLE IF NOT EXISTS race (id INT PRIMARY KEY, amount INT NOT NULL) ENGINE=InnoDB");
        jdbc.execute("REPLACE INTO race VALUES (1, 0)");
    }

    @Test
    void beforeItsCommitTheServerRollsBackAndFreesTheRow() throws Exception {
        try (Race race = race()) {
            RaceTask writer = race.task("writer", () -> changeRow(() -> {})).runUntilBefore(commit());
            String session = session();
            writer.kill();
            assertThat(sessions()).doesNotContain(session);
            assertThat(race.trace().steps())
                    .extracting(step -> step.operation().name())
                    .doesNotContain("ROLLBACK");
            race.run("next-writer", () -> changeRow(() -> {}));
        }
        assertThat(amount()).isEqualTo(1);
    }

    @Test
    void afterItsCommitTheCommitStandsAndNothingFollows() {
        try (Race race = race()) {
            race.task("writer", () -> {
                        changeRow(() -> {});
                        redis.opsForValue().set("a", "from the dead");
                        return "";
                    })
                    .runUntilAfter(commit())
                    .kill();
        }
        assertThat(amount()).isEqualTo(1);
        assertThat(redis.opsForValue().get("a")).isNull();
    }

    @Test
    void nothingThatHandlesExceptionsRunsOnForIt() {
        try (Race race = race()) {
            race.task(
                            "writer",
                            () -> changeRow(() -> {
                                try {
                                    redis.opsForValue().set("a", "1");
                                } catch (RuntimeException retried) {
                                    ran.add("handled " + retried);
                                }
                                try {
                                    jdbc.update("UPDATE race SET amount = 7 WHERE id = 1");
                                } catch (RuntimeException retried) {
                                    ran.add("handled " + retried);
                                }
                            }))
                    .runUntilBefore(redisWrite())
                    .kill();
        }
        assertThat(ran).isEmpty();
        assertThat(amount()).isZero();
    }

    @Test
    void callbacksOfItsTransactionReachNoStore() {
        try (Race race = race()) {
            race.task(
                            "writer",
                            () -> changeRow(() -> TransactionSynchronizationManager.registerSynchronization(
                                    new TransactionSynchronization() {
                                        @Override
                                        public void afterCompletion(int status) {
                                            redis.opsForValue().set("a", "from the dead");
                                        }
                                    })))
                    .runUntilBefore(commit())
                    .kill();
        }
        assertThat(redis.opsForValue().get("a")).isNull();
    }

    @Test
    void whatItHasScheduledDiesWithIt() {
        try (Race race = race()) {
            RaceTask writer = race.task("writer", () -> {
                        time.schedule(() -> ran.add("before its death"), Duration.ofMillis(100));
                        try {
                            redis.opsForValue().set("a", "1");
                        } finally {
                            time.schedule(() -> ran.add("after its death"), Duration.ofMillis(100));
                        }
                        return "";
                    })
                    .runUntilBefore(redisWrite());
            race.run("other", () -> {
                time.schedule(() -> ran.add("of another task"), Duration.ofMillis(100));
                return "";
            });
            writer.kill();
            race.advance(Duration.ofSeconds(1));
        }
        assertThat(ran).containsExactly("of another task");
    }

    @Test
    void thePoolLendsItsConnectionToNobody() {
        HikariPoolMXBean counts = pool.getHikariPoolMXBean();
        try (Race race = race()) {
            for (int i = 0; i < 2 * pool.getMaximumPoolSize(); i++) {
                race.task("writer", () -> changeRow(() -> {}))
                        .runUntilAfter(databaseWrite())
                        .kill();
                race.run("reader", () -> jdbc.queryForObject("SELECT amount FROM race WHERE id = 1", Integer.class));
            }
            assertThat(counts.getActiveConnections()).isZero();
        }
        assertThat(amount()).isZero();
    }

    @Test
    void oneTaskIsCutOffFromRedisWhileOthersAreNot() {
        try (Race race = race()) {
            RaceTask cutOff = race.task("cut off", () -> {
                redis.opsForValue().set("a", "1");
                return "";
            });
            Injection refusal = race.refuse(cutOff, command("SET"));
            assertThat(cutOff.runToFailure()).isPresent();
            race.run("other", () -> {
                redis.opsForValue().set("a", "2");
                return "";
            });
            assertThat(refusal.strikes()).isEqualTo(1);
        }
        assertThat(redis.opsForValue().get("a")).isEqualTo("2");
    }

    private Race race() {
        return new Race(RaceSettings.DEFAULT, List.of(node));
    }

    private Object changeRow(Runnable then) {
        new TransactionTemplate(transactions).executeWithoutResult(status -> {
            jdbc.update("UPDATE race SET amount = amount + 1 WHERE id = 1");
            then.run();
        });
        return "";
    }

    /** The session that has changed a row and not committed. */
    private String session() throws Exception {
        return Ungated.call(() ->
                jdbc.queryForObject("SELECT trx_mysql_thread_id FROM information_schema.innodb_trx", String.class));
    }

    private List<String> sessions() throws Exception {
        return Ungated.call(() -> jdbc.queryForList("SELECT id FROM information_schema.processlist", String.class));
    }

    private int amount() {
        return jdbc.queryForObject("SELECT amount FROM race WHERE id = 1", Integer.class);
    }
}
