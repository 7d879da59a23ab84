package io.github.cacheconsistency.test.race;

import static io.github.cacheconsistency.test.race.Steps.command;
import static io.github.cacheconsistency.test.race.Steps.commit;
import static io.github.cacheconsistency.test.race.Steps.redisWrite;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cacheconsistency.build.ProvokesLog;
import io.github.cacheconsistency.test.OnTestServers;
import io.github.cacheconsistency.test.gate.Ungated;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.redis.RedisConnectionFailureException;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@OnTestServers
@ProvokesLog("org.springframework.jdbc.support.JdbcTransactionManager")
@ProvokesLog("com.zaxxer.hikari.pool.ProxyConnection")
class FaultsTest {

    @Autowired
    RaceNode node;

    @Autowired
    StringRedisTemplate redis;

    @Autowired
    JdbcTemplate jdbc;

    @Autowired
    PlatformTransactionManager transactions;

    @BeforeEach
    void emptyStores() {
        redis.delete(List.of("a", "b"));
        jdbc.execute("CREATE TABLE IF NOT EXISTS race (id INT PRIMARY KEY, amount INT NOT NULL) ENGINE=InnoDB");
        jdbc.execute("REPLACE INTO race VALUES (1, 0)");
    }

    @Test
    void refusedCommandsAreNotExecuted() throws Exception {
        try (Race race = race()) {
            Injection refusal = race.refuse(command("SET"), 1);
            assertThat(race.task("task", this::setThenGet).runToFailure())
                    .get()
                    .isInstanceOf(RedisConnectionFailureException.class);
            assertThat(refusal.strikes()).isEqualTo(1);
            assertThat(inRedis("a")).isNull();
            assertThat(race.run("again", this::setThenGet)).isEqualTo("1");
        }
    }

    @Test
    void aLostReplyHidesWhatWasExecuted() throws Exception {
        try (Race race = race()) {
            race.loseReply(command("SET"), 1);
            assertThat(race.task("task", this::setThenGet).runToFailure()).isPresent();
            assertThat(inRedis("a")).isEqualTo("1");
        }
    }

    @Test
    void faultsEndWhenLifted() {
        try (Race race = race()) {
            try (Injection refusal = race.refuse(redisWrite())) {
                race.task("first", this::setThenGet).runToFailure();
                race.task("second", this::setThenGet).runToFailure();
                assertThat(refusal.strikes()).isEqualTo(2);
            }
            assertThat(race.run("third", this::setThenGet)).isEqualTo("1");
        }
    }

    @Test
    void aCommitWhoseReplyIsLostHasHappened() {
        try (Race race = race()) {
            race.loseReply(commit(), 1);
            assertThat(race.task("writer", this::changeRow).runToFailure()).isPresent();
            assertThat(race.trace().steps())
                    .extracting(step -> step.operation().name())
                    .doesNotContain("ROLLBACK");
        }
        assertThat(jdbc.queryForObject("SELECT amount FROM race WHERE id = 1", Integer.class))
                .isEqualTo(1);
    }

    @Test
    void aCommitThatNeverArrivesIsRolledBack() {
        try (Race race = race()) {
            race.refuse(commit(), 1);
            race.task("writer", this::changeRow).runToFailure();
        }
        assertThat(jdbc.queryForObject("SELECT amount FROM race WHERE id = 1", Integer.class))
                .isZero();
    }

    @Test
    void repliesAreDelayed() {
        try (Race race = race()) {
            race.delayReplies(Duration.ofMillis(20));
            long start = System.nanoTime();
            race.run("task", this::setThenGet);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(40));
        }
    }

    private Race race() {
        return new Race(RaceSettings.DEFAULT, List.of(node));
    }

    private Object setThenGet() {
        redis.opsForValue().set("a", "1");
        return String.valueOf(redis.opsForValue().get("a"));
    }

    private Object changeRow() {
        new TransactionTemplate(transactions)
                .executeWithoutResult(status -> jdbc.update("UPDATE race SET amount = amount + 1 WHERE id = 1"));
        return "";
    }

    private String inRedis(String key) throws Exception {
        return Ungated.call(() -> redis.opsForValue().get(key));
    }
}
