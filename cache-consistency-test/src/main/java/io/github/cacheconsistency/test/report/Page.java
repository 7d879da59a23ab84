package io.github.cacheconsistency.test.report;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The data of the page; the template refers to the names of these components. */
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

    /** A subject, and the servers that it was tested on. */
    record Subject(String name, List<String> servers) {}

    /**
     * The verdicts on one kind of orders.
     *
     * @param anchor its HTML id
     * @param meaning an explanation of its rows
     */
    record Table(String anchor, String title, String meaning, Matrix matrix) {}

    /** An unexpected verdict. */
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
                                "All orders of the steps of a few readers and writers, or as many as the budget allowed. "
                                        + "“exhausted” means that all orders were run: a property that holds there holds in every order.",
                                Matrix.of(findings, Orders.EXPLORED, counterexamples)),
                        new Table(
                                "forced",
                                "Forced orders",
                                "Orders of steps that are known to break weak strategies, one for each variant of a scenario.",
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
