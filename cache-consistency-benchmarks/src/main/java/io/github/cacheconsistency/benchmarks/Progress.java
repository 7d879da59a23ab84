package io.github.cacheconsistency.benchmarks;

import io.github.cacheconsistency.benchmarks.contestant.Contestant;
import io.github.cacheconsistency.benchmarks.drive.Rounds;
import io.github.cacheconsistency.benchmarks.drive.Series;
import io.github.cacheconsistency.benchmarks.drive.Setting;
import io.github.cacheconsistency.benchmarks.drive.Trial;
import io.github.cacheconsistency.benchmarks.report.ResultsFile;
import io.github.cacheconsistency.benchmarks.report.Summary;
import java.util.ArrayList;
import java.util.List;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Shows the progress of a run, and stores each round when it ends. Not thread-safe. */
final class Progress implements Rounds.Listener {

    private record Failed(Trial trial, RuntimeException failure) {}

    private final ResultsFile file;
    private final List<Failed> failures = new ArrayList<>();
    private @Nullable ProgressBar bar;

    Progress(ResultsFile file) {
        this.file = file;
    }

    /** Shows the bar while {@code run} measures these trials; returns whether all of them could be measured. */
    boolean during(List<Trial> trials, Runnable run) {
        Thread notice = new Thread(
                () -> System.err.printf("%nInterrupted: rounds that ended before are stored, marked as incomplete.%n"),
                "interruption-notice");
        Runtime.getRuntime().addShutdownHook(notice);
        try (ProgressBar shown = new ProgressBarBuilder()
                .setTaskName("Benchmarks")
                .setInitialMax(trials.stream().mapToLong(Trial::slices).sum())
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(1_000)
                .build()) {
            bar = shown;
            run.run();
        } finally {
            bar = null;
            forget(notice);
        }
        for (Failed failed : failures) {
            System.err.println("Failed: " + failed.trial().setting());
            failed.failure().printStackTrace();
        }
        return failures.isEmpty();
    }

    private static void forget(Thread notice) {
        try {
            Runtime.getRuntime().removeShutdownHook(notice);
        } catch (IllegalStateException interrupted) {
            // The JVM is shutting down already, and the notice is still correct.
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void onSlice(Setting setting, Contestant contestant) {
        if (bar != null) {
            bar.setExtraMessage(setting + ": " + contestant.id());
            bar.step();
        }
    }

    @Override
    public void onRound(Series series) {
        file.put(Summary.of(series));
    }

    @Override
    public void onFailure(Trial trial, RuntimeException failure) {
        failures.add(new Failed(trial, failure));
    }
}
