package io.github.cacheconsistency.test.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cacheconsistency.build.ProvokesLog;
import io.github.cacheconsistency.test.RaceSubject;
import io.github.cacheconsistency.test.explore.EnabledStep;
import io.github.cacheconsistency.test.explore.Execution;
import io.github.cacheconsistency.test.explore.Exploration;
import io.github.cacheconsistency.test.explore.ExplorationSettings;
import io.github.cacheconsistency.test.explore.Explorer;
import io.github.cacheconsistency.test.explore.Footprint;
import io.github.cacheconsistency.test.explore.Program;
import io.github.cacheconsistency.test.explore.ProgramError;
import io.github.cacheconsistency.test.explore.ProgressListener;
import io.github.cacheconsistency.test.explore.StepResult;
import io.github.cacheconsistency.test.oracle.Property;
import io.github.cacheconsistency.test.race.RaceSettings;
import io.github.cacheconsistency.test.stock.StockPoints.Points;
import io.github.cacheconsistency.test.stock.StockRacesSubject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.data.redis.core.StringRedisTemplate;

@SpringBootTest(classes = StockRacesSubject.Application.class, properties = "cache-consistency.strategy=cache-aside")
@ProvokesLog("org.springframework.jdbc.support.JdbcTransactionManager")
@ProvokesLog("com.zaxxer.hikari.pool.ProxyConnection")
@ProvokesLog("org.springframework.transaction.support")
@ProvokesLog("io.github.cacheconsistency.observation.LoggingCacheConsistencyListener")
@ProvokesLog("io.github.cacheconsistency.test.program.StartedThreads")
class CacheAsideProgramTest extends PointsPrograms {

    private static final int READS_OF_THE_WARM_UP = 3;

    private static final String[] STALE_FILL = {
        "reader-1: begins read",
        "reader-1: SELECT",
        "writer-1: begins write",
        "writer-1: COMMIT",
        "writer-1: UNLINK",
        "reader-1: EVALSHA"
    };

    @Autowired
    StringRedisTemplate redis;

    @Test
    void theStaleFillIsAmongAllInterleavings() {
        DepthFirst search = explore(RaceScope.of(1, 1), Integer.MAX_VALUE);
        // Three steps of each: 6 over 3.
        assertThat(search.schedules()).isEqualTo(20);
        assertThat(search.broken()).contains(Property.CONVERGES);
    }

    @Test
    @Tag("full")
    void whatIsLeftOutBecauseTasksAreAlikeBreaksNothingElse() {
        Explorer explorer = new Explorer(ExplorationSettings.defaults(), ProgressListener.silent());
        RaceScope scope = RaceScope.of(2, 1);
        try (RaceProgram program = program(scope)) {
            Exploration everything = explorer.explore(new Program() {

                @Override
                public List<String> tasks() {
                    return program.tasks();
                }

                @Override
                public Execution begin() {
                    return program.begin();
                }
            });
            Exploration withoutNames = explorer.explore(program);
            assertThat(program.symmetricTasks()).containsExactly(Set.of(0, 1));
            assertThat(List.of(everything.exhausted(), withoutNames.exhausted()))
                    .containsOnly(true);
            assertThat(withoutNames.broken()).isEqualTo(everything.broken()).isNotEmpty();
            assertThat(withoutNames.schedules()).isLessThan(everything.schedules());
        }
    }

    @Test
    void aTaskThatMayDieIsLikeNoOther() {
        assertThat(RaceScope.of(3, 1).withDeathOf("reader-2").symmetricTasks()).containsExactly(Set.of(0, 2));
        assertThat(RaceScope.of(1, 2).withReader(Target.SECOND).symmetricTasks())
                .containsExactly(Set.of(2, 3));
    }

    @Test
    void aStaleFillIsSeenByWhoeverReadsLast() {
        assertThat(force(RaceScope.of(1, 1), STALE_FILL))
                .containsExactlyInAnyOrder(Property.CONVERGES, Property.NO_STALE_AFTER_ACK, Property.COMMIT_FRESH);
        assertThat(picture).contains("<== ").contains("final-reader");
    }

    @Test
    void theSameChoicesLeadToTheSameSteps() {
        List<List<String>> first = new ArrayList<>();
        List<List<String>> second = new ArrayList<>();
        RaceScope scope = RaceScope.of(2, 1).withExpiries(1);
        try (RaceProgram program = program(scope)) {
            new DepthFirst(program).run(60, first::add);
            new DepthFirst(program).run(60, second::add);
        }
        assertThat(second).isEqualTo(first);
    }

    @Test
    void anExpiryMendsIt() {
        List<String> steps = new ArrayList<>(List.of(STALE_FILL).subList(0, 5));
        RaceScope scope = RaceScope.of(2, 1).withExpiries(1);
        steps.addAll(List.of("reader-1: EVALSHA", "expiry: all keys expire"));
        assertThat(force(scope, steps.toArray(String[]::new))).isEmpty();
        assertThat(picture).contains("expires: [points::1]");
    }

    @Test
    void anEvictionMendsItToo() {
        List<String> steps = new ArrayList<>(List.of(STALE_FILL));
        steps.add("eviction: all keys are evicted");
        assertThat(force(RaceScope.of(2, 1).withEvictions(1), steps.toArray(String[]::new)))
                .isEmpty();
    }

    @Test
    void whoeverDiesTakesNoMoreSteps() {
        assertThat(force(
                        RaceScope.of(0, 1).withCachedAtStart().withDeathOf("writer-1"),
                        "writer-1: begins write",
                        "writer-1: COMMIT",
                        "death of writer-1: writer-1 dies"))
                .containsExactlyInAnyOrder(Property.CONVERGES, Property.COMMIT_FRESH);
        assertThat(picture).contains("TaskKilled").doesNotContain("acknowledged");
    }

    @Test
    void aDeathBeforeTheCommitRollsBack() {
        assertThat(force(
                        RaceScope.of(0, 2).withDeathOf("writer-1"),
                        "writer-1: begins write",
                        "death of writer-1: writer-1 dies",
                        "writer-2: begins write"))
                .isEmpty();
        assertThat(picture).contains("acknowledged");
    }

    @Test
    void oneCommandIsRefusedAndNoMore() {
        assertThat(force(
                        RaceScope.of(2, 0).withRedisRefused(),
                        "refusal: the next Redis command is refused",
                        "reader-1: begins read",
                        "reader-1: SELECT",
                        "reader-2: begins read"))
                .isEmpty();
        assertThat(picture).containsOnlyOnce("GET FAILS");
    }

    @Test
    void aLostCommitReplyLeavesTheOutcomeUnknown() {
        force(
                RaceScope.of(0, 1).withCommitReplyLost(),
                "lost commit reply: the next COMMIT's reply is lost",
                "writer-1: begins write",
                "writer-1: COMMIT");
        assertThat(picture).contains("COMMIT FAILS");
    }

    @Test
    void aCachedEntryIsHit() {
        DepthFirst search = explore(RaceScope.of(1, 0).withCachedAtStart(), Integer.MAX_VALUE);
        assertThat(search.schedules()).isEqualTo(1);
        assertThat(explore(RaceScope.of(1, 0), Integer.MAX_VALUE).schedules()).isEqualTo(1);
    }

    @Test
    void bothEntriesAreJudged() {
        RaceScope scope = RaceScope.EMPTY.withReader(Target.SECOND).withWriter(Writing.WRITE_BOTH);
        assertThat(explore(scope, 200).broken()).contains(Property.CONVERGES);
    }

    @Test
    void whatIsRolledBackIsSeenByNobody() {
        RaceScope scope = RaceScope.EMPTY.withReader(Target.FIRST).withWriter(Writing.ROLLED_BACK);
        assertThat(explore(scope, 200).broken()).isEmpty();
    }

    @Test
    void anInsertBeginsWithoutTheRow() {
        RaceScope scope = RaceScope.EMPTY.withReader(Target.FIRST).withWriter(Writing.INSERT);
        assertThat(explore(scope, 200).broken()).contains(Property.CONVERGES);
    }

    @Test
    void twoWritersNeverMeetInTheDatabase() {
        DepthFirst search = explore(RaceScope.of(0, 2), Integer.MAX_VALUE);
        // UPDATE, COMMIT, UNLINK of each; the first one's COMMIT comes before the other's UPDATE, or that one is
        // blocked.
        assertThat(search.schedules()).isGreaterThan(2).isLessThan(40);
    }

    @Test
    void readsOfTheDatabaseCommuteAndACommitDoesNot() {
        try (RaceProgram program = program(RaceScope.of(1, 1));
                Execution execution = program.begin()) {
            take(execution, 0);
            Footprint select = take(execution, 0).footprint();
            Footprint update = take(execution, 1).footprint();
            Footprint commit = take(execution, 1).footprint();
            assertThat(select.conflictsWith(update)).isFalse();
            assertThat(select.conflictsWith(commit)).isTrue();
            assertThat(update.conflictsWith(commit)).isTrue();
            assertThat(update.conflictsWith(update)).isTrue();
        }
    }

    @Test
    void anOperationOfAnotherThreadFailsTheRun() {
        RaceSubject subject = subject(() -> {
            CompletableFuture.runAsync(() -> redis.hasKey("other")).join();
            return Points.version(points.find(1));
        });
        assertThatThrownBy(() -> explore(subject))
                .isInstanceOf(ProgramError.class)
                .hasMessageContaining("EXISTS other")
                .hasMessageContaining("@Async");
    }

    @Test
    void aLockInTheJvmHoldsNobodyUp() {
        Object lock = new Object();
        RaceSubject subject = subject(() -> {
            synchronized (lock) {
                return Points.version(points.find(1));
            }
        });
        try (RaceProgram program = program(subject, RaceScope.of(2, 0))) {
            DepthFirst search = new DepthFirst(program).run(100, steps -> {});
            assertThat(search.schedules()).isGreaterThan(2);
            assertThat(search.broken()).isEmpty();
        }
    }

    @Test
    void whoWaitsForEverIsNamed() {
        CountDownLatch never = new CountDownLatch(1);
        int[] calls = new int[1];
        RaceSubject subject = subject(() -> {
            long version = Points.version(points.find(1));
            if (calls[0]++ >= READS_OF_THE_WARM_UP) {
                never.await();
            }
            return version;
        });
        RaceSettings impatient = new RaceSettings(Duration.ofSeconds(2), RaceSettings.DEFAULT.window());
        try {
            assertThatThrownBy(() -> explore(subject, impatient))
                    .isInstanceOf(ProgramError.class)
                    .hasMessageContaining("reader-1 (outside of all gates)")
                    .hasMessageContaining("CountDownLatch.await")
                    .satisfies(error -> never.countDown());
        } finally {
            never.countDown();
        }
    }

    @Test
    void aServiceThatNeverTouchesRedisIsToldSo() {
        assertThatThrownBy(() -> explore(subject(() -> points.version(1))))
                .isInstanceOf(ProgramError.class)
                .hasMessageContaining("sent no Redis command");
    }

    @Test
    void aServiceThatNeverTouchesTheDatabaseIsToldSo() {
        assertThatThrownBy(() -> explore(subject(() -> redis.hasKey("a") ? 1 : 0)))
                .isInstanceOf(ProgramError.class)
                .hasMessageContaining("sent no SQL statement");
    }

    private void explore(RaceSubject subject) {
        explore(subject, RaceSettings.DEFAULT);
    }

    private void explore(RaceSubject subject, RaceSettings settings) {
        try (RaceProgram program = program(subject, RaceScope.of(1, 1), settings)) {
            new DepthFirst(program).run(3, steps -> {});
        }
    }

    private RaceSubject subject(RaceSubject.Version read) {
        return RaceSubject.forCache("points")
                .read(read)
                .write(() -> points.add(1, 5))
                .database(() -> points.version(1))
                .prepare(() -> points.reset(1))
                .build();
    }

    private static StepResult take(Execution execution, int task) {
        EnabledStep choice = execution.enabledSteps().stream()
                .filter(possible -> possible.task() == task)
                .findFirst()
                .orElseThrow();
        return execution.take(choice);
    }
}
