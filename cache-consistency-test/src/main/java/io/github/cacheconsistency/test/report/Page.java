package io.github.cacheconsistency.test.report;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/** What the page shows; the template's names are the names here. */
record Page(
        String kit,
        String written,
        List<Subject> subjects,
        int verdicts,
        List<Unexpected> unexpected,
        int failures,
        Matrix matrix,
        List<Explained> properties,
        List<Chapter> chapters,
        List<NotJudged> notJudged) {

    /** What was tested, on what. */
    record Subject(String name, List<String> servers) {}

    /** A verdict that is not what it should be. */
    record Unexpected(VerdictRecord verdict, String shortly, String anchor) {

        boolean pictured() {
            return !anchor.isEmpty();
        }
    }

    static Page of(Findings findings, String kit, Instant now) {
        Counterexamples counterexamples = Counterexamples.of(findings);
        return new Page(
                kit,
                now.truncatedTo(ChronoUnit.SECONDS).toString(),
                subjects(findings),
                findings.verdicts().size(),
                findings.verdicts().stream()
                        .map(Finding::verdict)
                        .filter(VerdictRecord::isUnexpected)
                        .map(verdict -> new Unexpected(
                                verdict,
                                verdict.observed() == Observation.BROKEN
                                        ? "is promised, and was broken"
                                        : "is documented to break, and held",
                                counterexamples.anchor(verdict)))
                        .toList(),
                (int) findings.notJudged().stream()
                        .filter(scenario -> !scenario.skipped())
                        .count(),
                Matrix.of(findings, counterexamples),
                Explained.ALL,
                counterexamples.chapters(findings.stories()),
                findings.notJudged());
    }

    int unexpectedVerdicts() {
        return unexpected.size();
    }

    boolean asExpected() {
        return unexpected.isEmpty() && failures == 0;
    }

    private static List<Subject> subjects(Findings findings) {
        Map<String, List<String>> servers = findings.servers();
        return findings.verdicts().stream()
                .map(finding -> finding.verdict().subject())
                .distinct()
                .sorted()
                .map(name -> new Subject(name, servers.getOrDefault(name, List.of())))
                .toList();
    }
}
