package io.github.cacheconsistency.test.explore;

import java.io.PrintStream;
import java.time.Duration;

/** Prints a line for each progress event, once a search has taken two seconds. */
final class ProgressLine implements ProgressListener {

    private static final Duration SHORT = Duration.ofSeconds(2);

    private final PrintStream out;

    ProgressLine(PrintStream out) {
        this.out = out;
    }

    @Override
    public void progressed(Progress progress) {
        if (progress.elapsed().compareTo(SHORT) >= 0) {
            out.printf(
                    "exploring: %,d schedules in %d s (%,d/s), now %s, broken so far: %s%n",
                    progress.schedules(),
                    progress.elapsed().toSeconds(),
                    progress.rate(),
                    progress.phase(),
                    progress.found().isEmpty() ? "nothing" : progress.found());
        }
    }
}
