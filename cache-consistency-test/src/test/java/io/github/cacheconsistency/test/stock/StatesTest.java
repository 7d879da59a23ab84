package io.github.cacheconsistency.test.stock;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cacheconsistency.test.explore.Exploration;
import io.github.cacheconsistency.test.explore.ExplorationSettings;
import io.github.cacheconsistency.test.explore.Explorer;
import io.github.cacheconsistency.test.explore.ProgressListener;
import io.github.cacheconsistency.test.program.CheckedStates;
import io.github.cacheconsistency.test.program.RaceProgram;
import io.github.cacheconsistency.test.program.RaceScope;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is left out on account of equal states is missed by nobody: searches with and without them agree. */
class StatesTest {

    private static final ExplorationSettings ALL =
            ExplorationSettings.defaults().withBudget(Duration.ofMinutes(Integer.getInteger("states.minutes", 10)));

    @ParameterizedTest
    @ValueSource(strings = {"cache-aside", "delayed-double-delete", "versioned-write", "lease", "row-lock-lease"})
    void searchesWithAndWithoutStatesAgree(String strategy) {
        try (ExploredPoints points = ExploredPoints.guardedBy(strategy)) {
            agree(strategy, points, RaceScope.of(2, 0).withExpiries(1));
            agree(strategy, points, RaceScope.of(1, 1).withExpiries(1).withCachedAtStart());
            agree(strategy, points, RaceScope.of(1, 1).withDeadlines(1));
            if (Boolean.getBoolean("states.more")) {
                agree(strategy, points, RaceScope.of(2, 1));
                agree(strategy, points, RaceScope.of(1, 2));
            }
        }
    }

    private static void agree(String strategy, ExploredPoints points, RaceScope scope) {
        try (RaceProgram program = points.program(scope)) {
            CheckedStates silent = new CheckedStates(program, false);
            Exploration without = new Explorer(ALL, ProgressListener.silent()).explore(silent);
            CheckedStates telling = new CheckedStates(program, true);
            Exploration with = new Explorer(ALL, ProgressListener.silent()).explore(telling);
            System.out.printf(
                    "%s %s: %d schedules without states in %d ms, %d with in %d ms; %d states, met %d times, %d untold%n",
                    strategy,
                    scope,
                    without.schedules(),
                    without.wallTime().toMillis(),
                    with.schedules(),
                    with.wallTime().toMillis(),
                    silent.states(),
                    silent.met(),
                    silent.untold());
            assertThat(without.exhausted()).isTrue();
            assertThat(with.exhausted()).isTrue();
            assertThat(preemptions(with)).isEqualTo(preemptions(without));
            assertThat(telling.outcomes()).isEqualTo(silent.outcomes());
            assertThat(telling.ends()).isEqualTo(silent.ends());
        }
    }

    private static Map<?, ?> preemptions(Exploration found) {
        return found.counterexamples().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().preemptions()));
    }
}
