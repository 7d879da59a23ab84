package io.github.cacheconsistency.test.program;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cacheconsistency.test.explore.Exploration;
import io.github.cacheconsistency.test.explore.ExplorationSettings;
import io.github.cacheconsistency.test.explore.Explorer;
import io.github.cacheconsistency.test.explore.ProgressListener;
import io.github.cacheconsistency.test.oracle.Property;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the search that is told states against the one that is not: the same is broken, with as few preemptions, and the same
 * ends are reached. {@link CheckedStates} holds the states themselves against what happens.
 *
 * @param what is explored
 */
public record StatesAgree(String what) {

    private static final Logger logger = LoggerFactory.getLogger(StatesAgree.class);
    private static final ExplorationSettings ALL =
            ExplorationSettings.defaults().withBudget(Duration.ofMinutes(30));

    /** Explores all of {@code program} twice; returns what is broken. */
    public Map<Property, Integer> in(RaceProgram program) {
        CheckedStates silent = new CheckedStates(program, false);
        Exploration without = explore(silent);
        CheckedStates telling = new CheckedStates(program, true);
        Exploration with = explore(telling);
        logger.info(
                "{}: {} schedules without states, {} with; {} states, met {} times again, {} not told; breaks {}",
                what,
                without.schedules(),
                with.schedules(),
                silent.states(),
                silent.met(),
                silent.untold(),
                with.broken());
        assertThat(without.exhausted()).as("%s without states", what).isTrue();
        assertThat(with.exhausted()).as("%s with states", what).isTrue();
        assertThat(preemptions(with)).as("broken in %s", what).isEqualTo(preemptions(without));
        assertThat(telling.outcomes()).as("broken together in %s", what).isEqualTo(silent.outcomes());
        assertThat(telling.ends()).as("ends of %s", what).isEqualTo(silent.ends());
        return preemptions(with);
    }

    private static Exploration explore(CheckedStates program) {
        return new Explorer(ALL, ProgressListener.silent()).explore(program);
    }

    private static Map<Property, Integer> preemptions(Exploration found) {
        return found.counterexamples().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().preemptions()));
    }
}
