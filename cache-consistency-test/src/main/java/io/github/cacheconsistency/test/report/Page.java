package io.github.cacheconsistency.test.report;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What the page shows; the template's names are the names here. */
record Page(
        String kit,
        String written,
        List<Subject> subjects,
        int verdicts,
        List<Unexpected> unexpected,
        int failures,
        List<Table> tables,
        List<Explained> properties,
        List<ReportSection> sections,
        List<NotJudged> notJudged) {

    /** What was tested, on what. */
    record Subject(String name, List<String> servers) {}

    /**
     * The verdicts on one kind of orders.
     *
     * @param anchor where the page has it
     * @param meaning what its rows are
     */
    record Table(String anchor, String title, String meaning, Matrix matrix) {}

    /** A verdict that is not what it should be. */
    record Unexpected(VerdictRecord verdict, String scenario, String shortly, String anchor) {

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
                                SectionKey.of(verdict).title(),
                                verdict.observed() == Observation.BROKEN
                                        ? "is promised, and was broken"
                                        : "is documented to break, and held",
                                counterexamples.anchor(verdict)))
                        .toList(),
                (int) findings.notJudged().stream()
                        .filter(scenario -> !scenario.skipped())
                        .count(),
                tables(findings, counterexamples),
                Explained.ALL,
                counterexamples.sections(findings.stories()),
                findings.notJudged());
    }

    int unexpectedVerdicts() {
        return unexpected.size();
    }

    boolean asExpected() {
        return unexpected.isEmpty() && failures == 0;
    }

    private static List<Table> tables(Findings findings, Counterexamples counterexamples) {
        return Stream.of(
                        new Table(
                                "explored",
                                "Every interleaving",
                                "All orders in which the steps of a few readers and writers can be taken, or as many as there was time "
                                        + "for. “exhausted” means that there are no others: what holds there holds in each of them.",
                                Matrix.of(findings, Orders.EXPLORED, counterexamples)),
                        new Table(
                                "forced",
                                "Forced orders",
                                "The few orders of steps in which each race is known to be lost, one for each variant of its scenario.",
                                Matrix.of(findings, Orders.FORCED, counterexamples)))
                .filter(table -> !table.matrix().rows().isEmpty())
                .toList();
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
