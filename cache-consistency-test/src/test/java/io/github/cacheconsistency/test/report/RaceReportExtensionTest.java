package io.github.cacheconsistency.test.report;

import static io.github.cacheconsistency.test.report.SampleFindings.staleRead;
import static io.github.cacheconsistency.test.report.SampleFindings.verdict;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.github.cacheconsistency.build.ProvokesLog;
import io.github.cacheconsistency.test.oracle.Property;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.testkit.engine.EngineTestKit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RaceReportExtensionTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void allClassesOfARunAreInOneReport(boolean inParallel) throws Exception {
        EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(FirstRaces.class), selectClass(SecondRaces.class))
                .configurationParameter(RaceReportExtension.DIRECTORY, directory.toString())
                .configurationParameter("junit.jupiter.execution.parallel.enabled", String.valueOf(inParallel))
                .configurationParameter("junit.jupiter.execution.parallel.mode.default", "concurrent")
                .execute()
                .testEvents()
                .assertStatistics(statistics -> statistics.succeeded(4));
        JsonNode verdicts = JsonMapper.shared().readTree(Files.readString(directory.resolve("verdicts.json")));
        assertThat(verdicts.valueStream().map(verdict -> verdict.get("scenario").asString()))
                .containsExactly("FirstRaces one", "FirstRaces two", "Inner three", "SecondRaces one");
        assertThat(directory.resolve("index.html"))
                .content()
                .contains("-Dtest=RaceReportExtensionTest$FirstRaces#two")
                .contains("-Dtest=RaceReportExtensionTest$SecondRaces$Inner#three");
    }

    @Test
    void runsOfOneBuildHaveOneReportAndThoseOfAnotherOneTheirOwn() throws Exception {
        run("one", FirstRaces.class);
        run("one", SecondRaces.class);
        assertThat(directory.resolve("verdicts.json"))
                .content()
                .contains("SecondRaces one")
                .contains("FirstRaces one");
        run("another", SecondRaces.class);
        assertThat(directory.resolve("verdicts.json"))
                .content()
                .contains("SecondRaces one")
                .doesNotContain("FirstRaces");
    }

    @Test
    @ProvokesLog("io.github.cacheconsistency.test.report.RaceReport")
    void aReportThatCannotBeWrittenFailsNoTest() throws Exception {
        Files.writeString(directory.resolve("race-report"), "in the way");
        EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(FirstRaces.class))
                .configurationParameter(
                        RaceReportExtension.DIRECTORY,
                        directory.resolve("race-report").toString())
                .execute()
                .allEvents()
                .assertStatistics(statistics -> statistics.failed(0));
    }

    private void run(String build, Class<?> tests) {
        EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(tests))
                .configurationParameter(RaceReportExtension.BUILD, build)
                .configurationParameter(RaceReportExtension.DIRECTORY, directory.toString())
                .execute()
                .testEvents()
                .assertStatistics(statistics -> statistics.failed(0));
    }

    @ExtendWith(RaceReportExtension.class)
    static class FirstRaces {

        @Test
        void one(VerdictRecorder verdicts, TestInfo test) {
            record(verdicts, test);
        }

        @Test
        void two(VerdictRecorder verdicts, TestInfo test) {
            record(verdicts, test);
        }
    }

    @ExtendWith(RaceReportExtension.class)
    static class SecondRaces {

        private VerdictRecorder verdicts;

        @BeforeEach
        void recordWith(VerdictRecorder recorder) {
            verdicts = recorder;
        }

        @Test
        void one(TestInfo test) {
            record(verdicts, test);
        }

        @Nested
        class Inner {

            @Test
            void three(TestInfo test) {
                record(verdicts, test);
            }
        }
    }

    private static void record(VerdictRecorder verdicts, TestInfo test) {
        String scenario = test.getTestClass().orElseThrow().getSimpleName() + " "
                + test.getTestMethod().orElseThrow().getName();
        verdicts.record(
                verdict(scenario, "lease", "a", Property.CONVERGES, Expectation.BROKEN, Observation.BROKEN),
                Optional.of(staleRead("points::1")));
    }
}
