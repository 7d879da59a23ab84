package io.github.cacheconsistency.test.race;

import static io.github.cacheconsistency.test.race.Steps.commit;
import static io.github.cacheconsistency.test.race.Steps.databaseWrite;
import static io.github.cacheconsistency.test.race.Steps.redisRead;
import static io.github.cacheconsistency.test.race.Steps.redisWrite;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cacheconsistency.build.ProvokesLog;
import io.github.cacheconsistency.test.OnTestServers;
import io.github.cacheconsistency.test.gate.Ungated;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@OnTestServers
@ProvokesLog("org.springframework.jdbc.support.JdbcTransactionManager")
@ProvokesLog("com.zaxxer.hikari.pool.ProxyConnection")
class RaceTest {

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
    void aTaskStandsBeforeEachOfItsSteps() throws Exception {
        try (Race race = race()) {
            RaceTask task = race.task("task", this::setThenGet);
            assertThat(task.pending())
                    .get()
                    .extracting(step -> step.operation().name())
                    .isEqualTo("SET");
            assertThat(inRedis("a")).isNull();
            assertThat(task.step())
                    .get()
                    .extracting(step -> step.operation().name())
                    .isEqualTo("SET");
            assertThat(inRedis("a")).isEqualTo("1");
            assertThat(task.hasEnded()).isFalse();
            assertThat(task.step()).get().extracting(Step::result).isEqualTo("1");
            assertThat(task.hasEnded()).isTrue();
            assertThat(task.step()).isEmpty();
            assertThat(task.pending()).isEmpty();
            assertThat(task.runToEnd()).isEqualTo("1");
        }
    }

    @Test
    void runUntilBeforeStaysWhereItStandsAlready() {
        try (Race race = race()) {
            RaceTask task = race.task("task", this::setThenGet);
            task.runUntilBefore(redisWrite()).runUntilBefore(redisWrite());
            assertThat(race.trace().steps()).isEmpty();
            task.runUntilBefore(redisRead());
            assertThat(race.trace().steps()).hasSize(1);
        }
    }

    @Test
    void runUntilAfterTakesTheStep() {
        try (Race race = race()) {
            RaceTask task = race.task("task", this::setThenGet).runUntilAfter(redisWrite());
            assertThat(task.pending())
                    .get()
                    .extracting(step -> step.operation().name())
                    .isEqualTo("GET");
        }
    }

    @Test
    void aStepThatNeverComesFailsWithTheSequence() {
        try (Race race = race()) {
            RaceTask task = race.task("task", this::setThenGet);
            assertThatThrownBy(() -> task.runUntilAfter(commit()))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("'task' ended before")
                    .hasMessageContaining("SET")
                    .hasMessageContaining("GET");
        }
    }

    @Test
    void tasksInterleaveAsTheDriverSays() {
        try (Race race = race()) {
            RaceTask first = race.task("first", () -> redis.opsForValue().get("a"));
            RaceTask second = race.task("second", () -> {
                redis.opsForValue().set("a", "second");
                return "";
            });
            first.pending();
            second.runToEnd();
            assertThat(first.runToEnd()).isEqualTo("second");
            assertThat(race.trace().steps()).extracting(Step::task).containsExactly("second", "first");
        }
    }

    @Test
    void whatATaskThrowsReachesTheDriver() {
        try (Race race = race()) {
            RaceTask task = race.task("task", () -> {
                throw new IllegalArgumentException("from the task");
            });
            assertThatThrownBy(task::runToEnd)
                    .isInstanceOf(AssertionError.class)
                    .hasRootCauseInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void whatATaskThrowsAfterTheDriverHasLeftIsReportedAtTheEnd() {
        Race race = race();
        race.task("task", () -> {
                    redis.opsForValue().get("a");
                    throw new IllegalArgumentException("from the task");
                })
                .pending();
        assertThatThrownBy(race::close).isInstanceOf(AssertionError.class).hasMessageContaining("from the task");
        assertThat(redis.opsForValue().get("a")).isNull();
    }

    @Test
    void aHangNamesEveryTaskAndWhereItStands() {
        CountDownLatch never = new CountDownLatch(1);
        Race race = new Race(new RaceSettings(Duration.ofMillis(300), Duration.ofMillis(500)), List.of(node));
        RaceTask held = race.task("held", this::setThenGet);
        held.pending();
        RaceTask stuck = race.task("stuck", () -> {
            never.await();
            return "";
        });
        assertThatThrownBy(stuck::runToEnd)
                .isInstanceOf(RaceStalledError.class)
                .hasMessageContaining("'stuck'")
                .hasMessageContaining("CountDownLatch.await")
                .hasMessageContaining("held: HELD, stands before SET a");
        never.countDown();
        race.close();
        assertThat(held.hasEnded()).isTrue();
    }

    @Test
    void aRowLockOfAnotherTaskIsReportedAsAHang() {
        Race race = new Race(new RaceSettings(Duration.ofMillis(300), Duration.ofMillis(500)), List.of(node));
        RaceTask holder = race.task("holder", this::changeRow).runUntilAfter(databaseWrite());
        RaceTask blocked = race.task("blocked", this::changeRow);
        assertThatThrownBy(blocked::runToEnd)
                .isInstanceOf(RaceStalledError.class)
                .hasMessageContaining("holder: HELD, stands before COMMIT");
        race.close();
        assertThat(holder.hasEnded()).isTrue();
        assertThat(blocked.hasEnded()).isTrue();
        assertThat(jdbc.queryForObject("SELECT amount FROM race WHERE id = 1", Integer.class))
                .isEqualTo(2);
    }

    @Test
    void aKilledTaskReachesNoStoreAnyMore() throws Exception {
        try (Race race = race()) {
            RaceTask task = race.task("task", () -> {
                        try {
                            changeRow();
                        } finally {
                            redis.opsForValue().set("a", "from the dead");
                        }
                        return "";
                    })
                    .runUntilBefore(commit());
            task.kill();
            assertThat(task.hasEnded()).isTrue();
        }
        assertThat(redis.opsForValue().get("a")).isNull();
        assertThat(jdbc.queryForObject("SELECT amount FROM race WHERE id = 1", Integer.class))
                .isZero();
    }

    @Test
    void threadsThatAreNoTasksAreWrittenDownButNotHeld() {
        try (Race race = race()) {
            CompletableFuture.runAsync(() -> redis.opsForValue().set("a", "1")).join();
            assertThat(race.trace().steps())
                    .singleElement()
                    .extracting(Step::background)
                    .isEqualTo(true);
        }
    }

    @Test
    void theTraceIsATableWithALaneForEachTaskAndStore() {
        try (Race race = race()) {
            race.run("reader", this::setThenGet);
            String[] lines = race.trace()
                    .print(List.of(new Trace.Remark(1, "look here")))
                    .split("\n");
            assertThat(lines[0]).matches("#\\s+time\\s+reader\\s+Redis\\s+database");
            assertThat(lines[1]).contains("SET", "a -> true", "<== look here");
            assertThat(lines[2]).contains("GET", "a -> 1");
            assertThat(lines[3]).contains("returns 1");
        }
    }

    @Test
    void whatIsRemarkedAfterTheLastEventStandsBesideIt() {
        try (Race race = race()) {
            race.run("reader", this::setThenGet);
            long afterwards = race.trace().next();
            String printed = race.trace().print(List.of(new Trace.Remark(afterwards, "and so it ended")));
            assertThat(printed.strip()).endsWith("<== and so it ended");
        }
    }

    @Test
    void freelyRunningTasksAreNotHeld() {
        try (Race race = race()) {
            for (int i = 0; i < 20; i++) {
                race.task("task", this::setThenGet);
            }
            race.runFreely(() -> {});
            assertThat(race.trace().steps()).hasSize(40);
            assertThat(race.trace().print()).contains("task-20: returns 1");
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
