package io.github.cacheconsistency.test.stock;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cacheconsistency.targets.Targets;
import io.github.cacheconsistency.targets.TargetsExtension;
import io.github.cacheconsistency.test.explore.Exploration;
import io.github.cacheconsistency.test.explore.ExplorationSettings;
import io.github.cacheconsistency.test.explore.ProgressListener;
import io.github.cacheconsistency.test.oracle.Property;
import io.github.cacheconsistency.test.program.RaceScope;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every interleaving of a scope, under every strategy: each strategy keeps its promises, and each documented gap is
 * found. The searches are exhaustive, so properties hold in all interleavings.
 */
@ExtendWith(TargetsExtension.class)
abstract class ExhaustedRaces {

    private static final Logger logger = LoggerFactory.getLogger(ExhaustedRaces.class);

    /** Only ends endless searches; a hang is another error. */
    private static final Duration LONGEST = Duration.ofHours(2);

    private final RaceScope scope;
    private final ProgressListener listener;

    ExhaustedRaces(RaceScope scope, ProgressListener listener) {
        this.scope = scope;
        this.listener = listener;
    }

    static List<Promises> strategies() {
        return Promises.all();
    }

    @ParameterizedTest
    @MethodSource("strategies")
    void areExhausted(Promises promises, Targets targets) {
        try (ExploredPoints points = ExploredPoints.guardedBy(promises.strategy())) {
            Exploration found =
                    points.explore(scope, ExplorationSettings.defaults().withBudget(LONGEST), listener);
            String words = words(promises, found);
            logger.info(words);
            measured(targets, words, found);
            found.counterexamples()
                    .forEach((property, counterexample) -> assertThat(promises.loses())
                            .as(() -> "%s breaks %s%n%s"
                                    .formatted(promises.strategy(), property, counterexample.picture()))
                            .contains(property));
            assertThat(found.broken()).as("documented gaps that show").containsAll(shown(promises));
            assertThat(found.exhausted()).as("exhausted").isTrue();
        }
    }

    /** The documented gaps that this scope is large enough for. */
    Set<Property> shown(Promises promises) {
        return promises.loses();
    }

    /** For scopes of the targets. */
    void measured(Targets targets, String words, Exploration found) {}

    private static String words(Promises promises, Exploration found) {
        return String.format(
                Locale.ROOT,
                "`%s`: %s, %,d schedules (%,d to their end) in %.1f s; breaks %s",
                promises.strategy(),
                found.exhausted() ? "exhausted" : "not exhausted",
                found.schedules(),
                found.complete(),
                found.wallTime().toMillis() / 1e3,
                found.broken().isEmpty()
                        ? "nothing"
                        : String.join(
                                ", ",
                                found.broken().stream()
                                        .map(property -> "`" + property + "`")
                                        .sorted()
                                        .toList()));
    }
}
