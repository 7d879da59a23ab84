package io.github.cacheconsistency.benchmarks;

import io.github.cacheconsistency.benchmarks.drive.Estimate;
import io.github.cacheconsistency.benchmarks.drive.Scale;
import io.github.cacheconsistency.benchmarks.drive.Trial;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** The plan of a run: what it measures, and for how long. */
final class Outline {

    private static final double MINUTE = 60_000;

    private Outline() {}

    /** Returns one line per trial, in order, and the sum. */
    static String of(List<Trial> trials) {
        StringBuilder outline = new StringBuilder();
        for (Trial trial : trials) {
            Scale scale = trial.scale();
            outline.append(String.format(
                    Locale.ROOT,
                    "%5.1f min  %s: %d contestants, %d rounds of %d ms%n",
                    minutes(trial.estimate()),
                    trial.setting(),
                    trial.participants().size(),
                    scale.rounds(),
                    scale.slice().toMillis()));
        }
        outline.append(String.format(
                Locale.ROOT,
                "%5.1f min  in all, on two idle processors, starts of contexts included%n",
                minutes(Estimate.of(trials))));
        return outline.toString();
    }

    private static double minutes(Duration duration) {
        return duration.toMillis() / MINUTE;
    }
}
