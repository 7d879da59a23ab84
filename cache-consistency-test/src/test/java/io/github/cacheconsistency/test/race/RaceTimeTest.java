package io.github.cacheconsistency.test.race;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cacheconsistency.spi.TimeSource;
import io.github.cacheconsistency.test.OnTestServers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;

@OnTestServers
class RaceTimeTest {

    private static final RedisScript<Long> SET_WITH_TIME_TO_LIVE =
            RedisScript.of("redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2]); return 1", Long.class);

    @Autowired
    RaceNode node;

    @Autowired
    TimeSource time;

    @Autowired
    StringRedisTemplate redis;

    @BeforeEach
    void emptyRedis() {
        redis.delete("a");
    }

    @Test
    void outsideOfARaceTimeIsReal() {
        long before = time.nanoTime();
        CompletableFuture<Void> ran = new CompletableFuture<>();
        time.schedule(() -> ran.complete(null), Duration.ofMillis(5));
        assertThat(time.await(ran, Duration.ofSeconds(5))).isTrue();
        assertThat(time.nanoTime() - before).isGreaterThanOrEqualTo(5_000_000);
        assertThat(time.await(new CompletableFuture<>(), Duration.ofMillis(1))).isFalse();
    }

    @Test
    void inARaceTimeStandsStillAndGoesOnAfterwards() {
        long before = time.nanoTime();
        long frozen;
        try (Race race = race()) {
            frozen = time.nanoTime();
            assertThat(frozen).isGreaterThanOrEqualTo(before).isEqualTo(time.nanoTime());
            race.advance(Duration.ofHours(1));
            assertThat(time.nanoTime() - frozen).isEqualTo(Duration.ofHours(1).toNanos());
        }
        assertThat(time.nanoTime() - frozen)
                .isGreaterThanOrEqualTo(Duration.ofHours(1).toNanos());
    }

    @Test
    void whatWaitsAlreadyWaitsForTheTimeOfTheRace() {
        CompletableFuture<String> ran = new CompletableFuture<>();
        time.schedule(() -> ran.complete(Thread.currentThread().getName()), Duration.ofMinutes(1));
        try (Race race = race()) {
            race.advance(Duration.ofSeconds(50));
            assertThat(ran).isNotDone();
            race.advance(Duration.ofSeconds(10));
            assertThat(ran).isCompletedWithValue("race-scheduled-1");
        }
    }

    @Test
    void workThatComesAgainAndAgainGoesOnAfterwards() {
        CompletableFuture<Void> inTheRace = new CompletableFuture<>();
        CompletableFuture<Void> afterwards = new CompletableFuture<>();
        AtomicBoolean over = new AtomicBoolean();
        Runnable again = new Runnable() {
            @Override
            public void run() {
                (over.get() ? afterwards : inTheRace).complete(null);
                if (!afterwards.isDone()) {
                    time.schedule(this, Duration.ofMillis(20));
                }
            }
        };
        time.schedule(again, Duration.ofMillis(20));
        try (Race race = race()) {
            race.advance(Duration.ofMillis(100));
            assertThat(inTheRace).isDone();
        }
        over.set(true);
        Awaitility.await().until(afterwards::isDone);
    }

    @Test
    void upkeepRunsWhenItsTimeComesAndMovesNoTime() {
        List<String> ran = new ArrayList<>();
        try (Race race = race()) {
            time.scheduleUpkeep(() -> ran.add("at " + race.now().toMillis()), Duration.ofMillis(100));
            race.finishScheduled();
            assertThat(race.now()).isZero();
            race.advance(Duration.ofMillis(150));
            assertThat(ran).containsExactly("at 100");
        }
    }

    /** Otherwise the steps of a race would depend on earlier races. */
    @Test
    void upkeepThatWaitsWhenARaceBeginsRunsBeforeIt() {
        CompletableFuture<Void> ran = new CompletableFuture<>();
        time.scheduleUpkeep(() -> ran.complete(null), Duration.ofHours(1));
        try (Race race = race()) {
            assertThat(race.now()).isZero();
            assertThat(ran).isDone();
        }
    }

    @Test
    void delayedWorkRunsWhenItsTimeComesAndInOrder() {
        List<String> ran = new ArrayList<>();
        try (Race race = race()) {
            time.schedule(() -> ran.add("late at " + race.now().toMillis()), Duration.ofMillis(500));
            time.schedule(() -> ran.add("early at " + race.now().toMillis()), Duration.ofMillis(100));
            race.advance(Duration.ofMillis(499));
            assertThat(ran).containsExactly("early at 100");
            race.advance(Duration.ofMillis(1));
            assertThat(ran).containsExactly("early at 100", "late at 500");
        }
    }

    @Test
    void workWithoutDelayRunsBeforeTheNextStep() {
        try (Race race = race()) {
            RaceTask reader = race.task("reader", () -> redis.opsForValue().get("a"));
            reader.pending();
            time.schedule(() -> redis.opsForValue().set("a", "scheduled"), Duration.ZERO);
            assertThat(reader.runToEnd()).isEqualTo("scheduled");
        }
    }

    @Test
    void delayedWorkThatIsLeftRunsAtTheEndOfTheRace() {
        List<String> ran = new ArrayList<>();
        try (Race race = race()) {
            time.schedule(() -> ran.add("ran"), Duration.ofDays(1));
            race.advance(Duration.ofMillis(1));
            assertThat(ran).isEmpty();
        }
        assertThat(ran).containsExactly("ran");
    }

    @Test
    void delayedWorkIsATaskOfItsOwn() {
        try (Race race = race()) {
            time.schedule(() -> redis.delete("a"), Duration.ofMillis(500));
            race.finishScheduled();
            assertThat(race.now()).isEqualTo(Duration.ofMillis(500));
            assertThat(race.trace().steps()).singleElement().satisfies(step -> {
                assertThat(step.background()).isFalse();
                assertThat(step.time()).isEqualTo(Duration.ofMillis(500));
            });
        }
    }

    @Test
    void aWaitEndsWithItsSignal() {
        CompletableFuture<Void> signal = new CompletableFuture<>();
        try (Race race = race()) {
            RaceTask waiter = race.task("waiter", () -> time.await(signal, Duration.ofSeconds(1)));
            assertThat(waiter.isWaiting()).isTrue();
            signal.complete(null);
            assertThat(waiter.isWaiting()).isFalse();
            assertThat(waiter.runToEnd()).isEqualTo(true);
            assertThat(race.now()).isZero();
        }
    }

    @Test
    void aWaitThatOnlyTimeCanEndMovesTimeToItsDeadline() {
        try (Race race = race()) {
            RaceTask waiter = race.task("waiter", () -> time.await(new CompletableFuture<>(), Duration.ofSeconds(1)));
            assertThat(waiter.isWaiting()).isTrue();
            assertThat(waiter.runToEnd()).isEqualTo(false);
            assertThat(race.now()).isEqualTo(Duration.ofSeconds(1));
        }
    }

    @Test
    void aWaitIsCutShortByWhatHappensOnTheWay() {
        CompletableFuture<Void> signal = new CompletableFuture<>();
        try (Race race = race()) {
            time.schedule(() -> signal.complete(null), Duration.ofMillis(300));
            assertThat(race.run("waiter", () -> time.await(signal, Duration.ofSeconds(1))))
                    .isEqualTo(true);
        }
    }

    @Test
    void aWaitOfAnotherThreadIsReal() {
        try (Race race = race()) {
            assertThat(time.await(new CompletableFuture<>(), Duration.ofMillis(1)))
                    .isFalse();
            assertThat(race.now()).isZero();
        }
    }

    @Test
    void aKeyLivesExactlyAsLongAsItsTimeToLive() {
        try (Race race = race()) {
            race.run("writer", () -> {
                redis.opsForValue().set("a", "1", Duration.ofSeconds(10));
                return "";
            });
            assertThat(race.timeToLive("a")).contains(Duration.ofSeconds(10));
            race.advance(Duration.ofMillis(9_999));
            assertThat(race.presentKeys()).containsExactly("a");
            race.advance(Duration.ofMillis(1));
            assertThat(race.presentKeys()).isEmpty();
        }
    }

    @Test
    void theTimeToLiveOfAScriptIsTakenFromItsArguments() {
        try (Race race = race()) {
            race.run("writer", () -> redis.execute(SET_WITH_TIME_TO_LIVE, List.of("a"), "v", "12345"));
            assertThat(race.timeToLive("a")).contains(Duration.ofMillis(12_345));
        }
    }

    @Test
    void aReadLeavesTheTimeToLiveAndAWriteRestartsOrEndsIt() {
        try (Race race = race()) {
            race.run("writer", () -> redis.execute(SET_WITH_TIME_TO_LIVE, List.of("a"), "v", "10000"));
            race.advance(Duration.ofSeconds(4));
            race.run("reader", () -> redis.opsForValue().get("a"));
            assertThat(race.timeToLive("a")).contains(Duration.ofSeconds(6));
            race.run("writer", () -> redis.execute(SET_WITH_TIME_TO_LIVE, List.of("a"), "v", "10000"));
            assertThat(race.timeToLive("a")).contains(Duration.ofSeconds(10));
            race.run("writer", () -> {
                redis.opsForValue().set("a", "for ever");
                return "";
            });
            assertThat(race.timeToLive("a")).isEmpty();
            race.advance(Duration.ofDays(1));
            assertThat(race.presentKeys()).containsExactly("a");
        }
    }

    @Test
    void turningTimeBackRestoresWhatExpired() {
        try (Race race = race()) {
            race.run("writer", () -> redis.execute(SET_WITH_TIME_TO_LIVE, List.of("a"), "v", "10000"));
            race.advance(Duration.ofSeconds(11));
            assertThat(race.presentKeys()).isEmpty();
            race.rewind(Duration.ofSeconds(2));
            assertThat(race.run("reader", () -> redis.opsForValue().get("a"))).isEqualTo("v");
            assertThat(race.timeToLive("a")).contains(Duration.ofSeconds(1));
            race.advance(Duration.ofSeconds(1));
            assertThat(race.presentKeys()).isEmpty();
        }
    }

    @Test
    void anEvictionIsNotUndoneByTurningBackToItsMoment() {
        try (Race race = race()) {
            race.run("writer", () -> redis.execute(SET_WITH_TIME_TO_LIVE, List.of("a"), "v", "10000"));
            race.expire(List.of("a"));
            race.advance(Duration.ofSeconds(1));
            race.rewind(Duration.ofSeconds(1));
            assertThat(race.presentKeys()).isEmpty();
        }
    }

    @Test
    void afterARaceKeysHaveTheirRealTimeToLiveAgain() {
        try (Race race = race()) {
            race.run("writer", () -> redis.execute(SET_WITH_TIME_TO_LIVE, List.of("a"), "v", "10000"));
            race.advance(Duration.ofMillis(9_990));
        }
        Awaitility.await().until(() -> !Boolean.TRUE.equals(redis.hasKey("a")));
    }

    private Race race() {
        return new Race(RaceSettings.DEFAULT, List.of(node));
    }
}
