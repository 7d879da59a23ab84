package io.github.cacheconsistency.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import io.github.cacheconsistency.test.report.RaceReportExtension;
import io.github.cacheconsistency.test.scenario.Strategy;
import io.github.cacheconsistency.test.stock.StockPoints;
import io.github.cacheconsistency.test.stock.StockRacesSubject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Explored races on real servers, from the test to the message, the report and the replay. */
@ExtendWith(OutputCaptureExtension.class)
class ExploredRacesReportTest {

    @TempDir
    Path directory;

    @Test
    void aDocumentedGapIsReportedWithHowFarTheExplorationWentAndAPicture() throws Exception {
        replayIdOfTheGap();
        JsonNode gap = verdict("COMMIT_FRESH");
        assertThat(gap.get("scenario").asString()).isEqualTo("R02");
        assertThat(gap.get("strategy").asString()).isEqualTo("lease");
        assertThat(gap.get("subject").asString()).isEqualTo("ExploredRacesReportTest.Lease (points), explored");
        assertThat(gap.get("expected").asString()).isEqualTo("BROKEN");
        assertThat(gap.get("observed").asString()).isEqualTo("BROKEN");
        assertThat(gap.get("schedules").asInt()).isGreaterThan(5);
        assertThat(gap.get("replayId").asString()).startsWith("r1.").hasSizeLessThanOrEqualTo(80);
        assertThat(verdict("CONVERGES").get("observed").asString()).isEqualTo("HOLDS");
        assertThat(Files.readString(directory.resolve("index.html")))
                .contains("All 5 verdicts are as expected")
                .contains("R02, every interleaving")
                .contains("pill offending")
                .contains("#R02_readBetweenCommitAndDelete&#39; -Drace.replay="
                        + gap.get("replayId").asString());
    }

    @Test
    void aBrokenPromiseFailsWithItsSequenceAndHowToReplayIt() throws Exception {
        Event failed = failure(run(selectMethod(TakenForRowLockLease.class, "R02_readBetweenCommitAndDelete")));
        String id = verdict("COMMIT_FRESH").get("replayId").asString();
        assertThat(verdict("COMMIT_FRESH").get("expected").asString()).isEqualTo("HOLDS");
        assertThat(message(failed))
                .contains("R02 with strategy 'row-lock-lease', every interleaving")
                .contains("COMMIT_FRESH must hold, but reader-")
                .contains("writer-1", "COMMIT", "<== COMMIT_FRESH broken")
                .contains(
                        "mvn test '-Dtest=ExploredRacesReportTest$TakenForRowLockLease#R02_readBetweenCommitAndDelete' "
                                + "-Drace.replay=" + id);
        assertThat(Files.readString(directory.resolve("index.html"))).contains("is promised, and was broken");
    }

    @Test
    @Tag("full")
    void aGapThatDoesNotShowFailsOnceAllInterleavingsHaveBeenRun() throws Exception {
        Event failed = failure(run(selectMethod(TakenForLease.class, "R02_readBetweenCommitAndDelete")));
        assertThat(message(failed))
                .contains("COMMIT_FRESH is documented to break here, but it held in")
                .contains("schedules, exhausted");
        assertThat(verdict("COMMIT_FRESH").get("expected").asString()).isEqualTo("BROKEN");
        assertThat(verdict("COMMIT_FRESH").get("observed").asString()).isEqualTo("HOLDS");
        assertThat(verdict("COMMIT_FRESH").get("exhausted").asBoolean()).isTrue();
        assertThat(Files.readString(directory.resolve("index.html"))).contains("is documented to break, and held");
    }

    @Test
    void aReplayRunsExactlyItsScheduleAndSkipsAllOtherRaces(CapturedOutput output) throws Exception {
        String id = replayIdOfTheGap();
        String report = Files.readString(directory.resolve("verdicts.json"));
        Events replayed = replay(id, selectClass(Lease.class));
        replayed.assertStatistics(
                statistics -> statistics.succeeded(1).aborted(13).failed(0));
        assertThat(output).contains(id + ", R02 with 'lease'").contains("COMMIT_FRESH broken: reader-");
        assertThat(replayed.aborted().list().toString()).contains("is of another scenario, strategy or cache than R01");
        replay(id, selectClass(ForcedLease.class))
                .assertStatistics(statistics -> statistics.succeeded(0).failed(0));
        replay("R02:lease:1", selectClass(Lease.class))
                .assertStatistics(statistics -> statistics.aborted(14).failed(0));
        assertThat(Files.readString(directory.resolve("verdicts.json"))).isEqualTo(report);
    }

    @Test
    void aReplayFailsIfItBreaksAPromise() throws Exception {
        run(selectMethod(TakenForRowLockLease.class, "R02_readBetweenCommitAndDelete"));
        String id = verdict("COMMIT_FRESH").get("replayId").asString();
        Events replayed = replay(id, selectClass(TakenForRowLockLease.class));
        assertThat(message(failure(replayed))).contains("COMMIT_FRESH broken: reader-");
    }

    @Test
    void aReplayOfAnotherVersionOrOfStepsThatAreNotTakenAnyMoreSaysSo() throws Exception {
        String id = replayIdOfTheGap();
        DiscoverySelector race = selectMethod(Lease.class, "R02_readBetweenCommitAndDelete");
        assertThat(message(failure(replay("r2" + id.substring(2), race))))
                .contains("made by another version of the kit");
        String diverging = id.substring(0, id.length() - 1) + (id.endsWith("A") ? "B" : "A");
        assertThat(message(failure(replay(diverging, race)))).contains("diverged at step");
    }

    @Test
    void whatTheSubjectCannotTakePartInIsSkippedAndSaysWhatToAdd() throws Exception {
        Events skipped = run(selectMethod(Bare.class, "R23_twoKeys"));
        skipped.assertStatistics(statistics -> statistics.aborted(1).failed(0));
        assertThat(skipped.aborted().list().toString()).contains("Skipped: RaceSubject lacks .second(..)");
        assertThat(Files.readString(directory.resolve("index.html"))).contains("RaceSubject lacks .second(..)");
    }

    private Events run(DiscoverySelector tests) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(tests)
                .configurationParameter(RaceReportExtension.DIRECTORY, directory.toString())
                .execute()
                .testEvents();
    }

    /** A replay id of R02 with {@code lease}. */
    private String replayIdOfTheGap() throws Exception {
        Events events = run(selectMethod(Lease.class, "R02_readBetweenCommitAndDelete"));
        assertThat(events.failed().list()).isEmpty();
        return verdict("COMMIT_FRESH").get("replayId").asString();
    }

    private Events replay(String id, DiscoverySelector tests) {
        System.setProperty(RaceTests.REPLAY, id);
        try {
            return run(tests);
        } finally {
            System.clearProperty(RaceTests.REPLAY);
        }
    }

    private static Event failure(Events events) {
        assertThat(events.failed().count()).isEqualTo(1);
        return events.failed().list().get(0);
    }

    private static String message(Event failure) {
        return failure.getRequiredPayload(org.junit.platform.engine.TestExecutionResult.class)
                .getThrowable()
                .orElseThrow()
                .getMessage();
    }

    private JsonNode verdict(String property) throws Exception {
        List<JsonNode> found = JsonMapper.shared()
                .readTree(Files.readString(directory.resolve("verdicts.json")))
                .valueStream()
                .filter(verdict -> verdict.get("property").asString().equals(property))
                .toList();
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    @TestPropertySource(properties = "cache-consistency.strategy=lease")
    static class Lease extends PointsRaces {}

    @TestPropertySource(properties = "cache-consistency.strategy=lease")
    static class Bare extends PointsRaces {

        @Autowired
        private StockPoints points;

        @Override
        protected RaceSubject subject() {
            return RaceSubject.forCache("points")
                    .read(() -> points.find(1).version())
                    .write(() -> points.add(1, 5))
                    .database(() -> points.version(1))
                    .build();
        }
    }

    @TestPropertySource(properties = "cache-consistency.strategy=lease")
    static class TakenForRowLockLease extends PointsRaces {

        @Override
        Strategy strategy(RaceSubject subject) {
            return named("row-lock-lease", subject);
        }
    }

    @TestPropertySource(
            properties = {"cache-consistency.strategy=row-lock-lease", "cache-consistency.caches.points.row=points.id"})
    static class TakenForLease extends PointsRaces {

        @Override
        Strategy strategy(RaceSubject subject) {
            return named("lease", subject);
        }
    }

    @SpringBootTest(
            classes = StockRacesSubject.Application.class,
            properties = {
                "spring.cache.redis.time-to-live=10m",
                "cache-consistency.failover-watch.enabled=false",
                "cache-consistency.test.exploration.schedules=100"
            })
    abstract static class PointsRaces extends ExploredRaces {

        @Autowired
        private StockPoints points;

        @Override
        protected RaceSubject subject() {
            return StockRacesSubject.of(points);
        }

        final Strategy named(String name, RaceSubject subject) {
            return new Strategy(
                    name,
                    super.strategy(subject).guarantees(),
                    super.strategy(subject).safeguards());
        }
    }

    @SpringBootTest(
            classes = StockRacesSubject.Application.class,
            properties = {"spring.cache.redis.time-to-live=10m", "cache-consistency.strategy=lease"})
    static class ForcedLease extends FaultRaces {

        @Autowired
        private StockPoints points;

        @Override
        protected RaceSubject subject() {
            return StockRacesSubject.of(points);
        }
    }
}
