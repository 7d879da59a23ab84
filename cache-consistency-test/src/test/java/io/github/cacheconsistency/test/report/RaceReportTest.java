package io.github.cacheconsistency.test.report;

import static io.github.cacheconsistency.test.oracle.Property.COMMIT_FRESH;
import static io.github.cacheconsistency.test.oracle.Property.CONVERGES;
import static io.github.cacheconsistency.test.report.SampleFindings.findings;
import static io.github.cacheconsistency.test.report.SampleFindings.verdict;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

@ExtendWith(OutputCaptureExtension.class)
class RaceReportTest {

    private static final VerdictRecord HOLDS = verdict(CONVERGES, Expectation.HOLDS, Observation.HOLDS);
    private static final VerdictRecord DEFECT = verdict(CONVERGES, Expectation.HOLDS, Observation.BROKEN);

    @TempDir
    Path directory;

    @Test
    void writesBothFilesOnceItIsClosed() {
        Path target = directory.resolve("race-report");
        RaceReport report = new RaceReport(target);
        findings(report, HOLDS);
        assertThat(target).doesNotExist();
        report.close();
        assertThat(target).isDirectoryContaining(path -> path.endsWith("index.html"));
        assertThat(target).isDirectoryContaining(path -> path.endsWith("verdicts.json"));
        assertThat(target.toFile().list()).hasSize(2);
    }

    @Test
    void writesNothingWithoutVerdicts() {
        Path target = directory.resolve("race-report");
        new RaceReport(target).close();
        assertThat(target).doesNotExist();
    }

    @Test
    void replacesTheReportOfAnEarlierRun() throws Exception {
        Files.writeString(directory.resolve("verdicts.json"), "of an earlier run");
        RaceReport report = new RaceReport(directory);
        findings(report, HOLDS);
        report.close();
        assertThat(directory.resolve("verdicts.json")).content().startsWith("[");
    }

    @Test
    void aReportThatCannotBeWrittenIsSaidOnStandardErrorAndFailsNothing(CapturedOutput output) throws Exception {
        Path file = Files.writeString(directory.resolve("a-file"), "in the way");
        RaceReport report = new RaceReport(file);
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
        assertThat(findings(new RaceReport(directory), third, second, first).verdicts())
                .extracting(Finding::verdict)
                .containsExactly(first, second, third);
    }

    @Test
    void whatWentWrongOnceIsNotForgotten() {
        assertThat(findings(new RaceReport(directory), DEFECT, HOLDS).verdicts())
                .extracting(Finding::verdict)
                .containsExactly(DEFECT);
        assertThat(findings(new RaceReport(directory), HOLDS, DEFECT).verdicts())
                .extracting(Finding::verdict)
                .containsExactly(DEFECT);
    }

    @Test
    void takesVerdictsOfManyThreadsAndKeepsOneForEachProperty() {
        RaceReport report = new RaceReport(directory);
        IntStream.range(0, 1000)
                .parallel()
                .forEach(i -> report.recorderOf("test")
                        .record(
                                verdict("R" + i % 10, "lease", "a", CONVERGES, Expectation.HOLDS, Observation.HOLDS),
                                Optional.empty()));
        assertThat(report.findings().verdicts()).hasSize(10);
    }

    @Test
    void keepsWhyScenariosHaveNoVerdict() {
        RaceReport report = new RaceReport(directory);
        NotJudged skipped = new NotJudged("R23", "lease", "a", true, "needs another entry");
        report.recorderOf("test").notJudged(skipped);
        assertThat(report.findings().notJudged()).isEqualTo(List.of(skipped));
    }

    @Test
    void aBrokenVerdictMustBeReplayable() {
        assertThatThrownBy(() -> new VerdictRecord(
                        "R01", "lease", "a", CONVERGES, Expectation.HOLDS, Observation.BROKEN, 1, false, ""))
                .hasMessageContaining("has no replay id");
    }
}
