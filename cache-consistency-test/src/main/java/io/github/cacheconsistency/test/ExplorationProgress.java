package io.github.cacheconsistency.test;

import io.github.cacheconsistency.test.explore.Progress;
import io.github.cacheconsistency.test.explore.ProgressListener;
import java.time.Duration;

/** Prints a line every ten seconds, to show that a long exploration does not hang. For one exploration. */
final class ExplorationProgress implements ProgressListener {

    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final String scenario;
    private final String strategy;
    private Duration printed = Duration.ZERO;

    ExplorationProgress(String scenario, String strategy) {
        this.scenario = scenario;
        this.strategy = strategy;
    }

    @Override
    public void progressed(Progress progress) {
        if (progress.elapsed().minus(printed).compareTo(PAUSE) < 0) {
            return;
        }
        printed = progress.elapsed();
        System.out.printf(
                "%s, '%s': %,d schedules in %d s (%,d/s), now %s; broken so far: %s%n",
                scenario,
                strategy,
                progress.schedules(),
                progress.elapsed().toSeconds(),
                progress.rate(),
                progress.phase(),
                progress.found().isEmpty() ? "nothing" : progress.found());
    }
}
