package io.github.cacheconsistency.benchmarks.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cacheconsistency.benchmarks.contestant.Contestant;
import io.github.cacheconsistency.benchmarks.contestant.Contestants;
import io.github.cacheconsistency.benchmarks.drive.Rounds;
import io.github.cacheconsistency.benchmarks.drive.Scale;
import io.github.cacheconsistency.benchmarks.drive.Series;
import io.github.cacheconsistency.benchmarks.drive.Setting;
import io.github.cacheconsistency.benchmarks.drive.Slice;
import io.github.cacheconsistency.benchmarks.drive.Stage;
import io.github.cacheconsistency.benchmarks.drive.Trial;
import io.github.cacheconsistency.benchmarks.drive.Workload;
import io.github.cacheconsistency.benchmarks.report.Results.ContestantResult;
import io.github.cacheconsistency.benchmarks.report.Results.SettingResult;
import io.github.cacheconsistency.benchmarks.report.Summary;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Runs every workload once, briefly, on real servers, and checks its counts. */
@Tag("full")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WorkloadsTest {

    private static final Scale SCALE = new Scale(0, 1, Duration.ofMillis(100), true);
    private static final Duration NONE = Duration.ZERO;
    private static final Duration TWO_MILLIS = Duration.ofMillis(2);

    private final Map<Setting, SettingResult> results = new HashMap<>();

    @BeforeAll
    void measure() {
        new Rounds(new Rounds.Listener() {
                    @Override
                    public void onSlice(Setting setting, Contestant contestant) {}

                    @Override
                    public void onRound(Series series) {
                        results.put(series.trial().setting(), Summary.of(series));
                    }

                    @Override
                    public void onFailure(Trial trial, RuntimeException failure) {
                        throw failure;
                    }
                })
                .run(List.of(
                        trial("hit", "", 4, NONE),
                        trial("miss", "", 4, NONE),
                        trial("write", "", 4, NONE),
                        trial("mixed", "50/50, slow loader", 16, NONE),
                        trial(
                                new Until("until-stale", WorkloadsTest::manyWrites, WorkloadsTest::isCaught),
                                new Setting("until-stale", "", 16, NONE)),
                        trial("sessions", "", 10, NONE),
                        trial(
                                new Until("herd", Workloads.named("herd")::run, WorkloadsTest::hasExpired),
                                new Setting("herd", "2 JVMs", 20, NONE)),
                        trial("batch", "", 1, NONE),
                        trial("keys", "1000 keys", 1, NONE),
                        trial("values", "1000 bytes", 1, NONE),
                        trial(new OnlyRaw(Workloads.named("hit")), new Setting("hit", "", 1, TWO_MILLIS))));
    }

    @Test
    void everyWorkloadIsMeasuredForEveryContestantWithoutFailures() {
        assertThat(results).hasSize(11);
        assertThat(results.values()).allSatisfy(setting -> {
            assertThat(setting.rounds()).isEqualTo(1);
            assertThat(setting.contestants())
                    .hasSizeBetween(setting.latencyMillis() == 0 ? 2 : 1, 3)
                    .allSatisfy(result -> {
                        assertThat(result.throughput()).isPositive();
                        assertThat(result.ratio()).isPositive();
                        assertThat(result.p99()).isGreaterThanOrEqualTo(result.p50());
                        assertThat(result.figure(Figures.FAILURES)).isZero();
                    });
        });
    }

    @Test
    void aHitIsAtMostOneCommandAndNoStatement() {
        ContestantResult hits = of("hit", 4, NONE, "row-lock-lease");
        // Background commands of the contexts are a small part, unless the machine is too busy for hits.
        assertThat(hits.redis().getOrDefault("get", 0.0) + hits.redis().getOrDefault("mget", 0.0))
                .isBetween(0.2, 1.2);
        assertThat(hits.sql().getOrDefault("select", 0.0)).isLessThan(0.2);
    }

    @Test
    void aBatchIsOneMgetWhereThereIsACallForIt() {
        assertThat(of("batch", 1, NONE, "raw").redis()).containsEntry("mget", 1.0);
        assertThat(of("batch", 1, NONE, "spring").redis().get("get")).isEqualTo(100.0);
    }

    @Test
    void staleReadsAreSeenWhereThereAreAny() {
        assertThat(of("until-stale", 16, NONE, "spring").figure(Figures.STALE_READS))
                .isPositive();
        assertThat(of("until-stale", 16, NONE, "spring").figure(Figures.DIFFERING_KEYS))
                .isPositive();
    }

    @Test
    void rowLockLeaseHasNoStaleReadAndNoDifferingKey() {
        ContestantResult result = of("until-stale", 16, NONE, "row-lock-lease");
        assertThat(result.figure(Figures.READS)).isPositive();
        assertThat(result.figure(Figures.STALE_READS)).isZero();
        assertThat(result.figure(Figures.DIFFERING_KEYS)).isZero();
    }

    @Test
    void aHerdLoadsOnceUnderALeaseAndOftenWithoutAGuard() {
        ContestantResult guarded = of("herd", 20, NONE, "row-lock-lease");
        assertThat(guarded.figure(Figures.EXPIRIES)).isPositive();
        assertThat(of("herd", 20, NONE, "spring").figure(Figures.LOADS))
                .isGreaterThan(of("herd", 20, NONE, "spring").figure(Figures.EXPIRIES));
    }

    @Test
    void addedLatencyIsThatOfARoundTrip() {
        double added = of("hit", 1, TWO_MILLIS, "raw").p50();
        assertThat(added).isGreaterThanOrEqualTo(1_990);
    }

    private ContestantResult of(String workload, int threads, Duration latency, String contestant) {
        return results.entrySet().stream()
                .filter(entry -> entry.getKey().workload().equals(workload)
                        && entry.getKey().threads() == threads
                        && entry.getKey().latency().equals(latency))
                .flatMap(entry -> entry.getValue().contestants().stream())
                .filter(result -> result.id().equals(contestant))
                .findFirst()
                .orElseThrow();
    }

    private static Trial trial(String id, String variant, int threads, Duration latency) {
        return trial(Workloads.named(id), new Setting(id, variant, threads, latency));
    }

    private static Trial trial(Workload workload, Setting setting) {
        List<Contestant> contestants = Contestants.all().stream()
                .filter(contestant -> List.of("raw", "spring", "row-lock-lease").contains(contestant.id()))
                .toList();
        return new Trial(workload, setting, contestants, SCALE);
    }

    /** Few keys, many writes and a slow loader, with which an unguarded cache cannot stay consistent. */
    private static Slice manyWrites(Stage stage) {
        return new ReadsAndWrites(5, .5, .5, TWO_MILLIS).run(stage);
    }

    private static boolean isCaught(Stage stage, Slice slice) {
        return !stage.contestant().id().equals("spring")
                || slice.figures().get(Figures.STALE_READS) > 0
                        && slice.figures().get(Figures.DIFFERING_KEYS) > 0;
    }

    private static boolean hasExpired(Stage stage, Slice slice) {
        return slice.figures().get(Figures.EXPIRIES) > 0;
    }

    /**
     * Uses longer slices, and repeats until one shows the expected effect, because a busy machine does little in a
     * slice.
     */
    private record Until(String id, Function<Stage, Slice> once, BiPredicate<Stage, Slice> enough) implements Workload {

        private static final Scale LONGER = new Scale(0, 1, Duration.ofMillis(300), true);
        private static final int ATTEMPTS = 30;

        @Override
        public String description() {
            return id;
        }

        @Override
        public List<Integer> threads() {
            return List.of(16);
        }

        @Override
        public Slice run(Stage stage) {
            Stage longer = new Stage(
                    stage.contestant(),
                    stage.setting(),
                    LONGER,
                    stage.servers(),
                    stage.crew(),
                    stage.nodes(),
                    stage.second(),
                    stage.alone());
            Slice slice = once.apply(longer);
            for (int attempt = 1; attempt < ATTEMPTS && !enough.test(stage, slice); attempt++) {
                slice = once.apply(longer);
            }
            return slice;
        }
    }

    /** Limits the number of contexts that start. */
    private record OnlyRaw(Workload workload) implements Workload {

        @Override
        public String id() {
            return workload.id();
        }

        @Override
        public String description() {
            return workload.description();
        }

        @Override
        public List<Integer> threads() {
            return workload.threads();
        }

        @Override
        public boolean suits(Contestant contestant, Setting setting) {
            return contestant.id().equals(Contestant.RAW);
        }

        @Override
        public Slice run(Stage stage) {
            return workload.run(stage);
        }
    }
}
