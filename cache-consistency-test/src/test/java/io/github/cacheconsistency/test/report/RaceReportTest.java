package io.github.cacheconsistency.test.report;

import static io.github.cacheconsistency.test.oracle.Property.COMMIT_FRESH;
import static io.github.cacheconsistency.test.oracle.Property.CONVERGES;
import static io.github.cacheconsistency.test.report.SampleFindings.findings;
import static io.github.cacheconsistency.test.report.SampleFindings.verdict;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cacheconsistency.build.ProvokesLog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.json.JsonMapper;

@ExtendWith(OutputCaptureExtension.class)
class RaceReportTest {

    private static final VerdictRecord HOLDS = verdict(CONVERGES, Expectation.HOLDS, Observation.HOLDS);
    private static final VerdictRecord DEFECT = verdict(CONVERGES, Expectation.HOLDS, Observation.BROKEN);

    @TempDir
    Path directory;

    @Test
    void writesBothFilesOnceItIsClosed() {
        Path target = directory.resolve("race-report");
        RaceReport report = new RaceReport(target, "build");
        findings(report, HOLDS);
        assertThat(target).doesNotExist();
        report.close();
        assertThat(target).isDirectoryContaining(path -> path.endsWith("index.html"));
        assertThat(target).isDirectoryContaining(path -> path.endsWith("verdicts.json"));
        assertThat(target.toFile().list()).containsExactlyInAnyOrder("index.html", "verdicts.json", "fragments");
    }

    @Test
    void writesNothingWithoutVerdicts() {
        Path target = directory.resolve("race-report");
        new RaceReport(target, "build").close();
        assertThat(target).doesNotExist();
    }

    @Test
    void replacesTheReportOfAnEarlierRun() throws Exception {
        Files.writeString(directory.resolve("verdicts.json"), "of an earlier run");
        RaceReport report = new RaceReport(directory, "build");
        findings(report, HOLDS);
        report.close();
        assertThat(directory.resolve("verdicts.json")).content().startsWith("[");
    }

    @Test
    @ProvokesLog("io.github.cacheconsistency.test.report.RaceReport")
    void aReportThatCannotBeWrittenIsSaidOnStandardErrorAndFailsNothing(CapturedOutput output) throws Exception {
        Path file = Files.writeString(directory.resolve("a-file"), "in the way");
        RaceReport report = new RaceReport(file, "build");
        findings(report, HOLDS);
        report.close();
        assertThat(output.getErr())
                .contains("The race report could not be written to")
                .contains("a-file");
    }

    @Test
    void theOrderDoesNotDependOnWhoCameFirst() {
        VerdictRecord first = verdict("R01", "lease", "a", COMMIT_FRESH, Expectation.HOLDS, Observation.HOLDS);
        VerdictRecord second = verdict("R01", "lease", "b", CONVERGES, Expectation.HOLDS, Observation.HOLDS);
        VerdictRecord third = verdict("R02", "cache-aside", "a", CONVERGES, Expectation.HOLDS, Observation.HOLDS);
        assertThat(findings(new RaceReport(directory, "build"), third, second, first)
                        .verdicts())
                .extracting(Finding::verdict)
                .containsExactly(first, second, third);
    }

    @Test
    void whatWentWrongOnceIsNotForgotten() {
        assertThat(findings(new RaceReport(directory, "build"), DEFECT, HOLDS).verdicts())
                .extracting(Finding::verdict)
                .containsExactly(DEFECT);
        assertThat(findings(new RaceReport(directory, "build"), HOLDS, DEFECT).verdicts())
                .extracting(Finding::verdict)
                .containsExactly(DEFECT);
    }

    @Test
    void takesVerdictsOfManyThreadsAndKeepsOneForEachProperty() {
        RaceReport report = new RaceReport(directory, "build");
        IntStream.range(0, 1000)
                .parallel()
                .forEach(i -> report.recorderOf(new TestName("com.acme", "test"))
                        .record(
                                verdict("R" + i % 10, "lease", "a", CONVERGES, Expectation.HOLDS, Observation.HOLDS),
                                Optional.empty()));
        assertThat(report.findings().verdicts()).hasSize(10);
    }

    @Test
    void keepsWhyScenariosHaveNoVerdict() {
        RaceReport report = new RaceReport(directory, "build");
        NotJudged skipped = new NotJudged("R23", "lease", "a", true, "needs another entry");
        report.recorderOf(new TestName("com.acme", "test")).notJudged(skipped);
        assertThat(report.findings().notJudged()).isEqualTo(List.of(skipped));
    }

    @Test
    void allRunsOfABuildAreInOneReport() throws Exception {
        close("build", "R01", "test");
        close("build", "R02", "test");
        assertThat(scenarios()).containsExactly("R01", "R02");
    }

    @Test
    void whatAnotherBuildHasFoundIsNoLongerInTheReport() throws Exception {
        close("an earlier build", "R01", "test");
        close("build", "R02", "test");
        assertThat(scenarios()).containsExactly("R02");
        assertThat(directory.resolve("fragments").toFile().list()).hasSize(1);
    }

    @Test
    void ofARaceThatWasRunAgainTheLaterVerdictsCount() throws Exception {
        RaceReport earlier = new RaceReport(directory, "build");
        findings(earlier, DEFECT);
        earlier.recorderOf(new TestName("com.acme", "test"))
                .notJudged(new NotJudged("R02", "lease", "a", false, "the first time"));
        earlier.close();
        RaceReport later = new RaceReport(directory, "build");
        findings(later, HOLDS);
        later.recorderOf(new TestName("com.acme", "test"))
                .record(
                        verdict("R02", "lease", "a", CONVERGES, Expectation.HOLDS, Observation.HOLDS),
                        Optional.empty());
        later.close();
        assertThat(directory.resolve("index.html"))
                .content()
                .contains("All 2 verdicts are as expected")
                .doesNotContain("the first time");
    }

    @Test
    void noRunIsMissingHoweverManyEndAtTheSameTime() throws Exception {
        IntStream.range(10, 40).parallel().forEach(i -> close("build", "R" + i, "test"));
        assertThat(scenarios()).hasSize(30);
    }

    @Test
    @ProvokesLog("io.github.cacheconsistency.test.report.Fragments")
    void aFragmentOfAnotherVersionIsLeftOut() throws Exception {
        Files.createDirectories(directory.resolve("fragments"));
        Files.writeString(directory.resolve("fragments").resolve("build-other.fragment"), "of another version");
        close("build", "R01", "test");
        assertThat(scenarios()).containsExactly("R01");
    }

    @Test
    void testsOfOneNameInTwoPackagesAreNotTakenForEachOther() throws Exception {
        RaceReport report = new RaceReport(directory, "build");
        report.recorderOf(new TestName("com.acme.one", "PointsRacesTest#R01")).record(HOLDS, Optional.empty());
        report.recorderOf(new TestName("com.acme.two", "PointsRacesTest#R01"))
                .record(DEFECT, Optional.of(SampleFindings.staleRead("points::1")));
        assertThat(report.findings().verdicts())
                .extracting(finding -> finding.verdict().subject())
                .containsExactly("PointsRaces (points) in com.acme.one", "PointsRaces (points) in com.acme.two");
    }

    @Test
    void forcedAndExploredVerdictsOfAScenarioStandInTablesOfTheirOwn() throws Exception {
        RaceReport report = new RaceReport(directory, "build");
        VerdictRecorder recorder = report.recorderOf(new TestName("com.acme", "test"));
        recorder.record(HOLDS, Optional.empty());
        recorder.record(
                new VerdictRecord(
                        "R01",
                        "lease",
                        "PointsRaces (points)",
                        CONVERGES,
                        Expectation.HOLDS,
                        Observation.HOLDS,
                        1016,
                        true,
                        "",
                        Orders.EXPLORED),
                Optional.empty());
        recorder.describe("R01", "forced story");
        recorder.describe("R01", Orders.EXPLORED, "explored story");
        report.close();
        assertThat(directory.resolve("index.html"))
                .content()
                .containsSubsequence("Every interleaving</h2>", "explored story", "1,016 schedules, exhausted")
                .containsSubsequence("Forced orders</h2>", "forced story", "2 schedules");
    }

    private void close(String build, String scenario, String test) {
        RaceReport report = new RaceReport(directory, build);
        report.recorderOf(new TestName("com.acme", test))
                .record(
                        verdict(scenario, "lease", "a", CONVERGES, Expectation.HOLDS, Observation.HOLDS),
                        Optional.empty());
        report.close();
    }

    private List<String> scenarios() throws Exception {
        return JsonMapper.shared()
                .readTree(Files.readString(directory.resolve("verdicts.json")))
                .valueStream()
                .map(verdict -> verdict.get("scenario").asString())
                .toList();
    }

    @Test
    void aBrokenVerdictMustBeReplayable() {
        assertThatThrownBy(() -> new VerdictRecord(
                        "R01", "lease", "a", CONVERGES, Expectation.HOLDS, Observation.BROKEN, 1, false, ""))
                .hasMessageContaining("has no replay id");
    }
}
