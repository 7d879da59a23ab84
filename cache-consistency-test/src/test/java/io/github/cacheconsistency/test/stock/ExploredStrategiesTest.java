package io.github.cacheconsistency.test.stock;

import io.github.cacheconsistency.targets.MarkedPart;
import io.github.cacheconsistency.test.explore.Counterexample;
import io.github.cacheconsistency.test.explore.Exploration;
import io.github.cacheconsistency.test.explore.ExplorationSettings;
import io.github.cacheconsistency.test.explore.ProgressListener;
import io.github.cacheconsistency.test.oracle.Property;
import io.github.cacheconsistency.test.scenario.ExploredScenario;
import io.github.cacheconsistency.test.scenario.ExploredScenarios;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The library's rows of the scoreboard in the documentation, as {@code ExploredPeersTest} writes those of other caches; takes
 * minutes. {@code -Dpeers.write=true} writes them, {@code -Dmeasure.seconds} says how long each scenario is explored.
 */
@Tag("measure")
class ExploredStrategiesTest {

    private static final Logger logger = LoggerFactory.getLogger(ExploredStrategiesTest.class);
    private static final Duration BUDGET = Duration.ofSeconds(Integer.getInteger("measure.seconds", 10));
    private static final MarkedPart PART = new MarkedPart(
            Path.of("..", "docs", "evidence", "explored.md"),
            "<!-- explored strategies: written by the tests of cache-consistency-test -->",
            "<!-- end of the explored strategies -->");
    private static final String HEAD = """
            | strategy | scenario | broken: in schedule, after | schedules | exhausted | runs that leave a wrong value |
            |---|---|---|---|---|---|
            """;
    private static final List<ExploredScenario> SCENARIOS = List.of(
            ExploredScenarios.STALE_FILL_AT_EXPIRY,
            ExploredScenarios.READ_BETWEEN_COMMIT_AND_DELETE,
            ExploredScenarios.READ_BEFORE_COMMIT,
            ExploredScenarios.EVICTION_AT_THE_WORST_MOMENT,
            ExploredScenarios.CROSSED_WRITERS);

    @Test
    void areExplored() throws IOException {
        StringBuilder table = new StringBuilder(HEAD);
        for (Promises promises : Promises.all()) {
            try (ExploredPoints points = ExploredPoints.guardedBy(promises.strategy())) {
                // The first schedules of a context load classes and open connections, which takes seconds.
                explore(points, ExploredScenarios.READ_BETWEEN_COMMIT_AND_DELETE);
                for (ExploredScenario scenario : SCENARIOS) {
                    Exploration found = explore(points, scenario);
                    String row = row(promises.strategy(), scenario.id(), found);
                    logger.info(row.strip());
                    table.append(row);
                }
            }
        }
        if (Boolean.getBoolean("peers.write")) {
            PART.write(table + "\nAt most " + BUDGET.toSeconds() + " s for each scenario.\n");
        }
    }

    private static Exploration explore(ExploredPoints points, ExploredScenario scenario) {
        return points.explore(
                scenario.scope(), ExplorationSettings.defaults().withBudget(BUDGET), ProgressListener.silent());
    }

    private static String row(String strategy, String scenario, Exploration found) {
        List<String> broken = new ArrayList<>();
        for (Property property : Property.values()) {
            Counterexample example = found.counterexamples().get(property);
            if (example != null) {
                broken.add(String.format(
                        Locale.ROOT,
                        "%s: %,d, %d ms",
                        letter(property),
                        example.foundAtSchedule(),
                        example.foundAfter().toMillis()));
            }
        }
        return String.format(
                Locale.ROOT,
                "| `%s` | %s | %s | %,d in %.1f s | %s | %,d of %,d |%n",
                strategy,
                scenario,
                broken.isEmpty() ? "nothing" : String.join("; ", broken),
                found.schedules(),
                found.wallTime().toMillis() / 1e3,
                found.exhausted() ? "yes" : "no",
                found.breaking().getOrDefault(Property.CONVERGES, 0L),
                found.complete());
    }

    private static String letter(Property property) {
        return switch (property) {
            case CONVERGES -> "C";
            case NO_STALE_AFTER_ACK -> "A";
            case MONOTONIC -> "M";
            case COMMIT_FRESH -> "F";
            case NO_DIRTY -> "D";
        };
    }
}
