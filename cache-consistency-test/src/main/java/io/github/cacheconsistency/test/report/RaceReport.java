package io.github.cacheconsistency.test.report;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Collects the verdicts of a run. When it is closed, writes them together with those of the other runs of the same
 * build. Thread-safe.
 */
final class RaceReport implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RaceReport.class);

    private final Path directory;
    private final String build;
    private final Collected collected = new Collected();

    /** @param build identifies the build */
    RaceReport(Path directory, String build) {
        this.directory = directory;
        this.build = build;
    }

    /** A recorder for the verdicts of {@code test}. */
    VerdictRecorder recorderOf(TestName test) {
        return new VerdictRecorder() {

            @Override
            public void record(VerdictRecord verdict, Optional<Sequence> counterexample) {
                collected.put(new Finding(verdict, test, counterexample.orElse(null)));
            }

            @Override
            public void describe(String scenario, Orders orders, String story) {
                collected.describe(new SectionKey(scenario, orders), story);
            }

            @Override
            public void ranOn(String subject, List<String> versions) {
                collected.ranOn(new Race.Subject(test.packageName(), subject), versions);
            }

            @Override
            public String replayCommand(String replayId) {
                return ReplayCommand.of(test.selector(), replayId);
            }

            @Override
            public void notJudged(NotJudged scenario) {
                collected.put(test.packageName(), scenario);
            }
        };
    }

    /** The findings of this run. */
    Findings findings() {
        return collected.findings();
    }

    /** Writes the report, unless there are no findings. If the report cannot be written, no test fails. */
    @Override
    public void close() {
        Fragment own = collected.fragment(Instant.now());
        if (own.isEmpty()) {
            return;
        }
        try {
            Fragments fragments = new Fragments(directory, build);
            fragments.add(own);
            while (fragments.refresh()) {
                write(Collected.report(fragments.all()));
            }
            log.info("Race report: {}", directory.resolve("index.html").toUri());
        } catch (Exception | LinkageError e) {
            // Also to standard error, because many tests turn the log off.
            System.err.println("The race report could not be written to " + directory.toAbsolutePath() + ": " + e);
            log.error("The race report could not be written to {}", directory.toAbsolutePath(), e);
        }
    }

    private void write(Findings all) throws Exception {
        ReportFiles files = new ReportFiles(directory);
        String verdicts =
                VerdictsJson.write(all.verdicts().stream().map(Finding::verdict).toList());
        files.write("verdicts.json", verdicts.getBytes(StandardCharsets.UTF_8));
        files.write("index.html", HtmlReport.render(all, Instant.now()).getBytes(StandardCharsets.UTF_8));
    }
}
