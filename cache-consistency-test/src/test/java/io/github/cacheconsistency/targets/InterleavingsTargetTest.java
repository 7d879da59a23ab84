package io.github.cacheconsistency.targets;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cacheconsistency.test.explore.Exploration;
import io.github.cacheconsistency.test.explore.ExplorationSettings;
import io.github.cacheconsistency.test.explore.Explorer;
import io.github.cacheconsistency.test.explore.ProgressListener;
import io.github.cacheconsistency.test.program.RaceProgram;
import io.github.cacheconsistency.test.scenario.ExploredScenarios;
import io.github.cacheconsistency.test.stock.ExploredPoints;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Measures 10,000 interleavings of R01, each run to its end and judged: all different ones, fewest preemptions first,
 * and repeatedly if there are fewer. Includes the warm-up, excludes shrinking.
 */
@Tag("measure")
@Tag("targets")
@ExtendWith(TargetsExtension.class)
class InterleavingsTargetTest {

    private static final int INTERLEAVINGS = 200 * Integer.getInteger("measure.repetitions", 50);
    private static final Duration TARGET = Duration.ofSeconds(15);
    private static final Duration LONGEST = Duration.ofMinutes(10);

    /** More preemptions than any schedule of R01 has. */
    private static final int ALL_BOUNDS = 1_000;

    @ParameterizedTest
    @ValueSource(strings = {"unguarded", "row-lock-lease"})
    void areRun(String strategy, Targets targets) {
        long run = 0;
        long different = 0;
        Duration time = Duration.ZERO;
        try (ExploredPoints points = ExploredPoints.guardedBy(strategy)) {
            while (run < INTERLEAVINGS) {
                Exploration found = explore(points, INTERLEAVINGS - run);
                assertThat(found.complete()).as("run to their end").isPositive().isEqualTo(found.schedules());
                run += found.complete();
                different = Math.max(different, found.complete());
                time = time.plus(found.wallTime());
            }
        }
        targets.add(Target.INTERLEAVINGS, words(strategy, run, different, time), time.compareTo(TARGET) < 0);
    }

    private static Exploration explore(ExploredPoints points, long schedules) {
        ExplorationSettings settings = ExplorationSettings.defaults()
                .withPreemptionBounds(ALL_BOUNDS)
                .withMaxSchedules(schedules)
                .withBudget(LONGEST);
        try (RaceProgram program = points.program(ExploredScenarios.STALE_FILL_AT_EXPIRY.scope())) {
            return new Explorer(settings, ProgressListener.silent()).explore(new EveryOrder(program));
        }
    }

    private static String words(String strategy, long run, long different, Duration time) {
        return String.format(
                Locale.ROOT,
                "`%s`: %,d interleavings, %,d of them different, in %.1f s (%,d/s)",
                strategy,
                run,
                different,
                time.toMillis() / 1e3,
                run * 1_000 / Math.max(1, time.toMillis()));
    }
}
