package io.github.cacheconsistency.test.report;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Collects the verdicts of a run and writes them when it is closed. Keeps one verdict and at most one picture for each
 * property of a scenario, strategy and subject, so that its size does not depend on how many schedules are run. Thread-safe.
 */
final class RaceReport implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RaceReport.class);

    private final Path directory;
    private final Map<Object, Finding> findings = new HashMap<>();
    private final Map<Object, NotJudged> notJudged = new LinkedHashMap<>();
    private final Map<Topic, String> stories = new TreeMap<>();
    private final Map<String, List<String>> servers = new TreeMap<>();

    RaceReport(Path directory) {
        this.directory = directory;
    }

    /** Takes what {@code test} finds; it is named as a build tool selects it. */
    VerdictRecorder recorderOf(String test) {
        return new VerdictRecorder() {

            @Override
            public void record(VerdictRecord verdict, Optional<Sequence> counterexample) {
                put(new Finding(verdict, test, counterexample));
            }

            @Override
            public void describe(String scenario, Orders orders, String story) {
                synchronized (RaceReport.this) {
                    stories.put(new Topic(scenario, orders), story);
                }
            }

            @Override
            public void ranOn(String subject, List<String> versions) {
                synchronized (RaceReport.this) {
                    servers.put(subject, List.copyOf(versions));
                }
            }

            @Override
            public String replayCommand(String replayId) {
                return ReplayCommand.of(test, replayId);
            }

            @Override
            public void notJudged(NotJudged scenario) {
                synchronized (RaceReport.this) {
                    notJudged.put(List.of(scenario.scenario(), scenario.strategy(), scenario.subject()), scenario);
                }
            }
        };
    }

    private synchronized void put(Finding finding) {
        VerdictRecord verdict = finding.verdict();
        findings.merge(
                List.of(verdict.scenario(), verdict.strategy(), verdict.subject(), verdict.property()),
                finding,
                // What went wrong once is not made good by going right the next time.
                (before, now) -> before.verdict().isUnexpected() && !verdict.isUnexpected() ? before : now);
    }

    synchronized Findings findings() {
        List<NotJudged> without = new ArrayList<>(notJudged.values());
        without.sort(Comparator.comparing(NotJudged::scenario)
                .thenComparing(NotJudged::strategy)
                .thenComparing(NotJudged::subject));
        return new Findings(
                findings.values().stream().sorted(Finding.ORDER).toList(),
                without,
                new TreeMap<>(stories),
                new TreeMap<>(servers));
    }

    /** Writes the report, unless nothing was found. A report that cannot be written fails no test. */
    @Override
    public void close() {
        Findings all = findings();
        if (all.verdicts().isEmpty() && all.notJudged().isEmpty()) {
            return;
        }
        try {
            ReportFiles files = new ReportFiles(directory);
            files.write(
                    "verdicts.json",
                    VerdictsJson.write(
                            all.verdicts().stream().map(Finding::verdict).toList()));
            files.write("index.html", HtmlReport.render(all, Instant.now()));
            log.info("Race report: {}", directory.resolve("index.html").toUri());
        } catch (Exception | LinkageError e) {
            // Also on standard error: many tests silence the log.
            System.err.println("The race report could not be written to " + directory.toAbsolutePath() + ": " + e);
            log.error("The race report could not be written to {}", directory.toAbsolutePath(), e);
        }
    }
}
