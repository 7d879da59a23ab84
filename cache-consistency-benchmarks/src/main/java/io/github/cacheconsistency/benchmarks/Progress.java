package io.github.cacheconsistency.benchmarks;

import io.github.cacheconsistency.benchmarks.contestant.Contestant;
import io.github.cacheconsistency.benchmarks.drive.Rounds;
import io.github.cacheconsistency.benchmarks.drive.Scale;
import io.github.cacheconsistency.benchmarks.drive.Series;
import io.github.cacheconsistency.benchmarks.drive.Setting;
import io.github.cacheconsistency.benchmarks.report.ResultsFile;
import io.github.cacheconsistency.benchmarks.report.Summary;
import java.util.function.Supplier;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Shows how far a run is, and stores each round as soon as it is over. */
final class Progress implements Rounds.Listener {

    private final ResultsFile file;
    private final Scale scale;
    private @Nullable ProgressBar bar;

    Progress(ResultsFile file, Scale scale) {
        this.file = file;
        this.scale = scale;
    }

    /** Shows the bar while {@code run} measures so many slices. */
    <T> T during(long slices, Supplier<T> run) {
        try (ProgressBar shown = new ProgressBarBuilder()
                .setTaskName("Benchmarks")
                .setInitialMax(slices)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(1_000)
                .build()) {
            bar = shown;
            return run.get();
        } finally {
            bar = null;
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
        file.put(Summary.of(series, scale));
    }
}
