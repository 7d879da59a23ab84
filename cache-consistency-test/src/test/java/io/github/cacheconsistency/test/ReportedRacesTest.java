package io.github.cacheconsistency.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.github.cacheconsistency.test.report.RaceReportExtension;
import io.github.cacheconsistency.test.scenario.RaceLab;
import io.github.cacheconsistency.test.scenario.ReadBetweenCommitAndDelete;
import io.github.cacheconsistency.test.scenario.Scenario;
import io.github.cacheconsistency.test.server.ImportTestServers;
import io.github.cacheconsistency.test.stock.StockPoints;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The report of whole races, on real servers, from the test to the files. */
@ExtendWith(OutputCaptureExtension.class)
class ReportedRacesTest {

    @TempDir
    Path directory;

    @Test
    void aDocumentedGapIsReportedWithItsPicture() throws Exception {
        run(Documented.class).assertStatistics(statistics -> statistics.succeeded(1));
        JsonNode commitFresh = verdict("R02", "COMMIT_FRESH");
        assertThat(commitFresh.get("subject").asString()).isEqualTo("ReportedRacesTest.Documented (points)");
        assertThat(commitFresh.get("strategy").asString()).isEqualTo("lease");
        assertThat(commitFresh.get("expected").asString()).isEqualTo("BROKEN");
        assertThat(commitFresh.get("observed").asString()).isEqualTo("BROKEN");
        assertThat(commitFresh.get("schedules").asInt()).isEqualTo(3);
        assertThat(commitFresh.get("exhausted").asBoolean()).isFalse();
        assertThat(commitFresh.get("replayId").asString()).isEqualTo("R02:lease:1");
        assertThat(verdict("R02", "CONVERGES").get("observed").asString()).isEqualTo("HOLDS");
        assertThat(page())
                .contains("All 5 verdicts are as expected")
                .contains("Redis 6.", "MariaDB")
                .contains("reader returned version 1, but before it started version 2 was committed")
                .contains("<tspan class=\"name\">COMMIT</tspan>")
                .contains("pill offending")
                .contains("-Dtest=ReportedRacesTest$Documented#race&#39; -Drace.replay=R02:lease:1");
    }

    @Test
    void aBrokenPromiseFailsAndStandsOut() throws Exception {
        run(BrokenPromise.class).assertStatistics(statistics -> statistics.failed(1));
        assertThat(verdict("R01", "COMMIT_FRESH").get("expected").asString()).isEqualTo("HOLDS");
        assertThat(verdict("R01", "COMMIT_FRESH").get("observed").asString()).isEqualTo("BROKEN");
        assertThat(page()).contains("2 of 5 verdicts are unexpected").contains("is promised, and was broken");
    }

    @Test
    void aGapThatDoesNotShowFailsAndStandsOut() throws Exception {
        run(MissingGap.class).assertStatistics(statistics -> statistics.failed(1));
        assertThat(verdict("R02", "COMMIT_FRESH").get("expected").asString()).isEqualTo("BROKEN");
        assertThat(verdict("R02", "COMMIT_FRESH").get("observed").asString()).isEqualTo("HOLDS");
        assertThat(page()).contains("2 of 5 verdicts are unexpected").contains("is documented to break, and held");
    }

    @Test
    void aRaceThatFailsBeforeItCanBeJudgedHasNoVerdict() throws Exception {
        run(Failing.class).assertStatistics(statistics -> statistics.failed(1));
        assertThat(verdicts()).isEmpty();
        assertThat(page()).contains("1 races failed without a verdict").contains("nothing to judge");
    }

    @Test
    void aReplayRunsOneVariantPrintsItAndLeavesTheReportAlone(CapturedOutput output) {
        run(Replayed.class).assertStatistics(statistics -> statistics.succeeded(1));
        assertThat(output)
                .contains("R02:lease:1, variant: the old value is cached")
                .contains("COMMIT_FRESH broken: reader returned version 1")
                .doesNotContain("R02:lease:2");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aReplayIdOfAnotherRaceSkipsAndOneOfAnotherVersionFails() {
        run(ReplayedElsewhere.class).assertStatistics(statistics -> statistics.aborted(1));
        run(ReplayedInVain.class)
                .assertStatistics(statistics -> statistics.failed(1))
                .failed()
                .assertThatEvents()
                .anyMatch(event -> event.toString().contains("R02 has no such variant here"));
    }

    private Events run(Class<?> tests) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(tests))
                .configurationParameter(RaceReportExtension.DIRECTORY, directory.toString())
                .execute()
                .testEvents();
    }

    private JsonNode verdicts() throws Exception {
        return JsonMapper.shared().readTree(Files.readString(directory.resolve("verdicts.json")));
    }

    private JsonNode verdict(String scenario, String property) throws Exception {
        List<JsonNode> found = verdicts()
                .valueStream()
                .filter(verdict -> verdict.get("scenario").asString().equals(scenario)
                        && verdict.get("property").asString().equals(property))
                .toList();
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private String page() throws Exception {
        return Files.readString(directory.resolve("index.html"));
    }

    static class Documented extends LeaseRaces {

        @Test
        void race() {
            run(new ReadBetweenCommitAndDelete());
        }
    }

    static class BrokenPromise extends LeaseRaces {

        @Test
        void race() {
            run(new Renamed("R01", lab -> new ReadBetweenCommitAndDelete().run(lab)));
        }
    }

    static class MissingGap extends LeaseRaces {

        @Test
        void race() {
            run(new Renamed("R02", lab -> lab.variant("nobody writes", race -> race.read("reader"))));
        }
    }

    static class Failing extends LeaseRaces {

        @Test
        void race() {
            run(new Renamed("R01", lab -> {
                throw new IllegalStateException("nothing to judge");
            }));
        }
    }

    @TestPropertySource(properties = "race.replay=R02:lease:1")
    static class Replayed extends Documented {}

    @TestPropertySource(properties = "race.replay=R01:lease:1")
    static class ReplayedElsewhere extends Documented {}

    @TestPropertySource(properties = "race.replay=R02:lease:9")
    static class ReplayedInVain extends Documented {}

    /** A scenario that is judged by the expected verdicts of another one. */
    private record Renamed(String id, Consumer<RaceLab> variants) implements Scenario {

        @Override
        public String story() {
            return "What is expected here is wrong.";
        }

        @Override
        public void run(RaceLab lab) {
            variants.accept(lab);
        }
    }

    @SpringBootTest(
            classes = Application.class,
            properties = {"spring.cache.redis.time-to-live=10m", "cache-consistency.strategy=lease"})
    abstract static class LeaseRaces extends ScenarioTests {

        @Autowired
        private StockPoints points;

        @Override
        protected RaceSubject subject() {
            return RaceSubject.forCache("points")
                    .read(() -> points.find(1).version())
                    .write(() -> points.add(1, 5))
                    .database(() -> points.version(1))
                    .prepare(() -> points.reset(1))
                    .build();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @EnableCaching
    @ImportTestServers
    static class Application {

        @Bean
        StockPoints points(JdbcClient jdbc) {
            return new StockPoints(jdbc);
        }
    }
}
