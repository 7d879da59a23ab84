package io.github.cacheconsistency.test.report;

import static io.github.cacheconsistency.test.oracle.Property.COMMIT_FRESH;
import static io.github.cacheconsistency.test.oracle.Property.CONVERGES;
import static io.github.cacheconsistency.test.oracle.Property.MONOTONIC;
import static io.github.cacheconsistency.test.oracle.Property.NO_DIRTY;
import static io.github.cacheconsistency.test.oracle.Property.NO_STALE_AFTER_ACK;
import static io.github.cacheconsistency.test.report.SampleFindings.findings;
import static io.github.cacheconsistency.test.report.SampleFindings.staleRead;
import static io.github.cacheconsistency.test.report.SampleFindings.verdict;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class HtmlReportTest {

    private static final String EVIL = "<script>alert('&')</script>\"";

    private final RaceReport report = new RaceReport(Path.of("unused"), "build");

    @Test
    void eachKindOfVerdictLooksDifferentAndSaysSoInWords() {
        String page = page(
                verdict(CONVERGES, Expectation.HOLDS, Observation.HOLDS),
                verdict(NO_STALE_AFTER_ACK, Expectation.HOLDS, Observation.BROKEN),
                verdict(MONOTONIC, Expectation.BROKEN, Observation.HOLDS),
                verdict(COMMIT_FRESH, Expectation.BROKEN, Observation.BROKEN),
                verdict(NO_DIRTY, Expectation.EITHER, Observation.BROKEN));
        assertThat(badge(page, "C"))
                .contains("badge holds")
                .contains("CONVERGES HOLDS")
                .contains("✓");
        assertThat(badge(page, "A"))
                .contains("badge defect")
                .contains("NO_STALE_AFTER_ACK BROKEN: unexpected, a promised property is broken")
                .contains("✗!");
        assertThat(badge(page, "M"))
                .contains("badge missing")
                .contains("MONOTONIC HOLDS: unexpected, a documented gap was not found")
                .contains("✓!");
        assertThat(badge(page, "F"))
                .contains("badge gap")
                .contains("documented gap")
                .contains(">✗<");
        assertThat(badge(page, "D")).contains("badge open").contains("not promised");
        assertThat(page).contains("2 of 5 verdicts are unexpected").doesNotContain("are as expected");
    }

    @Test
    void saysThatAllIsWell() {
        assertThat(page(verdict(CONVERGES, Expectation.HOLDS, Observation.HOLDS)))
                .contains("All 1 verdicts are as expected")
                .contains("Nothing was broken");
    }

    @Test
    void aRaceThatFailedWithoutAVerdictIsNotWell() {
        report.recorderOf(new TestName("com.acme", "test"))
                .notJudged(new NotJudged("R11", "lease", "a", false, "2 loads"));
        assertThat(page(verdict(CONVERGES, Expectation.HOLDS, Observation.HOLDS)))
                .contains("and 1 races failed without a verdict")
                .contains("2 loads");
    }

    @Test
    void theMatrixHasARowForEachScenarioAndAColumnForEachStrategyTheWeakestFirst() {
        report.recorderOf(new TestName("com.acme", "test")).describe("R01", "A stale fill.");
        String page = page(
                verdict("R02", "lease", "a", CONVERGES, Expectation.HOLDS, Observation.HOLDS),
                verdict("R01", "row-lock-lease", "b", CONVERGES, Expectation.HOLDS, Observation.HOLDS),
                verdict("R01", "weak", "c", CONVERGES, Expectation.BROKEN, Observation.BROKEN));
        String matrix = between(page, "<table class=\"matrix\">", "</table>");
        assertThat(matrix).containsSubsequence("weak<small>c", "lease<small>a", "row-lock-lease<small>b");
        assertThat(matrix).containsSubsequence("<b>R01</b>", "A stale fill.", "<b>R02</b>");
        assertThat(matrix.split("<tr>")).hasSize(4);
        assertThat(matrix).contains("2 schedules").doesNotContain("exhausted");
    }

    @Test
    void saysWhatWasExhausted() {
        String page = page(new VerdictRecord(
                "R01", "lease", "a", CONVERGES, Expectation.HOLDS, Observation.HOLDS, 1016, true, ""));
        assertThat(page).contains("1,016 schedules, exhausted");
    }

    @Test
    void eachBrokenVerdictLinksToItsPictureAndVerdictsOfOneScheduleShareIt() {
        String page = page(
                verdict(CONVERGES, Expectation.BROKEN, Observation.BROKEN),
                verdict(COMMIT_FRESH, Expectation.BROKEN, Observation.BROKEN));
        assertThat(occurrences(page, "href=\"#counterexample-1\"")).isEqualTo(2);
        assertThat(occurrences(page, "id=\"counterexample-1\"")).isEqualTo(1);
        assertThat(occurrences(page, "<svg ")).isEqualTo(1);
        assertThat(page)
                .contains("mvn test &#39;-Dtest=PointsRaces$Lease#R01_staleFillAtExpiry&#39; -Drace.replay")
                .contains("reader returned version 1, but before it started the write of version 2 was acknowledged");
    }

    @Test
    void whatComesFromTheServiceIsEscapedEverywhere() {
        VerdictRecord evil =
                new VerdictRecord(EVIL, EVIL, EVIL, CONVERGES, Expectation.HOLDS, Observation.BROKEN, 1, false, EVIL);
        VerdictRecorder recorder = report.recorderOf(new TestName("com.acme", EVIL));
        recorder.record(
                evil,
                Optional.of(new Sequence(EVIL, List.of(EVIL), staleRead(EVIL).events())));
        recorder.describe(EVIL, EVIL);
        recorder.ranOn(EVIL, List.of(EVIL));
        recorder.notJudged(new NotJudged(EVIL, EVIL, EVIL, false, EVIL));
        String page = HtmlReport.render(report.findings(), Instant.EPOCH);
        assertThat(page).doesNotContain("<script").doesNotContain("')</").doesNotContain("\"\"");
        assertThat(page).contains("&lt;script&gt;alert(&#39;&amp;&#39;)&lt;/script&gt;&quot;");
    }

    @Test
    void needsNothingFromAnywhere() {
        String page = page(verdict(CONVERGES, Expectation.HOLDS, Observation.BROKEN));
        assertThat(page).doesNotContain("http://").doesNotContain("https://").doesNotContain("url(");
        assertThat(page).contains("default-src 'none'").contains("prefers-color-scheme: dark");
        assertThat(page).doesNotContain("{{").contains("<dd>0.1.0");
    }

    private String page(VerdictRecord... verdicts) {
        return HtmlReport.render(findings(report, verdicts), Instant.EPOCH);
    }

    private static String badge(String page, String letter) {
        String cell = between(page, "<div class=\"badges\">", "</div>");
        return Pattern.compile("<(a|span) class=\"badge[^>]*>" + letter + "<i>[^<]*</i>")
                .matcher(cell)
                .results()
                .map(java.util.regex.MatchResult::group)
                .findFirst()
                .orElseThrow(() -> new AssertionError("No badge " + letter + " in " + cell));
    }

    private static String between(String text, String start, String end) {
        int from = text.indexOf(start);
        return text.substring(from, text.indexOf(end, from));
    }

    private static int occurrences(String text, String part) {
        return text.split(Pattern.quote(part), -1).length - 1;
    }
}
