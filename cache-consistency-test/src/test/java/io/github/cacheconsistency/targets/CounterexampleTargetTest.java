package io.github.cacheconsistency.targets;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cacheconsistency.test.explore.Counterexample;
import io.github.cacheconsistency.test.explore.Exploration;
import io.github.cacheconsistency.test.explore.ExplorationSettings;
import io.github.cacheconsistency.test.explore.ProgressListener;
import io.github.cacheconsistency.test.oracle.Property;
import io.github.cacheconsistency.test.program.RaceScope;
import io.github.cacheconsistency.test.scenario.ExpectedVerdicts;
import io.github.cacheconsistency.test.scenario.ExploredScenarios;
import io.github.cacheconsistency.test.stock.ExploredPoints;
import io.github.cacheconsistency.test.stock.Promises;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Measures the time to the first counterexample: from the start of an exploration, warm-up included, to the verdict on
 * the schedule that breaks a property. Each exploration uses a new program; the application context and the servers are
 * running already.
 */
@Tag("measure")
@Tag("targets")
@ExtendWith(TargetsExtension.class)
class CounterexampleTargetTest {

    private static final int EXPLORATIONS = Integer.getInteger("measure.repetitions", 50);
    private static final Duration TARGET = Duration.ofMillis(100);

    /**
     * Enough for the first counterexample of each strategy; it has the fewest preemptions, so there is no shrinking.
     */
    private static final ExplorationSettings FIRST =
            ExplorationSettings.defaults().withMaxSchedules(500).withBudget(Duration.ofMinutes(5));

    static List<Promises> weak() {
        return Promises.weak();
    }

    @ParameterizedTest
    @MethodSource("weak")
    void ofAWeakStrategy(Promises promises, Targets targets) {
        RaceScope scope = ExploredScenarios.CROSSED_WRITERS.scope();
        try (ExploredPoints points = ExploredPoints.guardedBy(promises.strategy())) {
            Map<Property, Counterexample> seen =
                    points.explore(scope, FIRST, ProgressListener.silent()).counterexamples();
            assertThat(seen).as("counterexamples of %s", promises).isNotEmpty();
            Property first = seen.entrySet().stream()
                    .min(Comparator.comparing(entry -> entry.getValue().foundAtSchedule()))
                    .orElseThrow()
                    .getKey();
            measure(points, scope, promises.strategy(), first, Target.COUNTEREXAMPLE, targets);
        }
    }

    @Test
    void theStaleFillOfTheStockCacheManager(Targets targets) {
        RaceScope scope = ExploredScenarios.STALE_FILL_AT_EXPIRY.scope();
        try (ExploredPoints points = ExploredPoints.guardedBy(ExpectedVerdicts.UNGUARDED)) {
            for (Property property : List.of(Property.NO_STALE_AFTER_ACK, Property.CONVERGES)) {
                measure(points, scope, "R01, unguarded", property, Target.STALE_FILL, targets);
            }
        }
    }

    private static void measure(
            ExploredPoints points, RaceScope scope, String subject, Property property, Target target, Targets targets) {
        ExplorationSettings settings = FIRST.stoppingAt(Set.of(property));
        List<Duration> found = new ArrayList<>();
        long schedule = 0;
        for (int i = 0; i < EXPLORATIONS; i++) {
            Exploration exploration = points.explore(scope, settings, ProgressListener.silent());
            Counterexample counterexample = exploration.counterexamples().get(property);
            assertThat(counterexample).as("counterexample of %s", property).isNotNull();
            found.add(counterexample.foundAfter());
            schedule = counterexample.foundAtSchedule();
        }
        Percentile times = new Percentile(found);
        String words = "`%s`, `%s`: p95 %d ms, median %d ms, first of all %d ms; schedule %d; %d explorations"
                .formatted(
                        subject,
                        property,
                        times.millis(95),
                        times.millis(50),
                        found.get(0).toMillis(),
                        schedule,
                        EXPLORATIONS);
        targets.add(target, words, times.millis(95) <= TARGET.toMillis());
    }
}
