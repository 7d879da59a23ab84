package io.github.cacheconsistency.test.program;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cacheconsistency.test.explore.Digest;
import io.github.cacheconsistency.test.explore.EnabledStep;
import io.github.cacheconsistency.test.explore.Execution;
import io.github.cacheconsistency.test.explore.Exploration;
import io.github.cacheconsistency.test.explore.ExplorationSettings;
import io.github.cacheconsistency.test.explore.Explorer;
import io.github.cacheconsistency.test.explore.ProgressListener;
import io.github.cacheconsistency.test.oracle.Property;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares the searches with and without states: they break the same properties, with equally few preemptions, and
 * reach the same final states. {@link CheckedStates} checks the states themselves.
 *
 * @param what the description of the program
 */
public record StatesAgree(String what) {

    private static final Logger logger = LoggerFactory.getLogger(StatesAgree.class);
    private static final ExplorationSettings ALL =
            ExplorationSettings.defaults().withBudget(Duration.ofMinutes(30));

    /** Explores {@code program} exhaustively with and without states; returns the broken properties. */
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

    /** Explores {@code program} exhaustively, then runs random schedules, which must end in known final states. */
    public void withSamplesOf(RaceProgram program, int samples) {
        CheckedStates states = new CheckedStates(program, true);
        Exploration all = explore(states);
        assertThat(all.exhausted()).as("%s", what).isTrue();
        Set<Digest> ends = Set.copyOf(states.ends());
        Set<Set<Property>> outcomes = Set.copyOf(states.outcomes());
        Random random = new Random(1);
        for (int i = 0; i < samples; i++) {
            try (Execution execution = states.begin()) {
                Set<Integer> begun = new HashSet<>();
                for (List<EnabledStep> now = execution.enabledSteps(); !now.isEmpty(); now = execution.enabledSteps()) {
                    List<EnabledStep> ordered = now.stream()
                            .filter(choice -> isItsTurn(program, choice.task(), begun))
                            .toList();
                    EnabledStep choice = ordered.get(random.nextInt(ordered.size()));
                    begun.add(choice.task());
                    execution.take(choice);
                }
                execution.violations();
            }
        }
        logger.info(
                "{}: {} schedules, {} ends, {} states; {} samples met {} states again",
                what,
                all.schedules(),
                ends.size(),
                states.states(),
                samples,
                states.met());
        assertThat(states.outcomes())
                .as("broken together in samples of %s", what)
                .isEqualTo(outcomes);
        assertThat(states.ends()).as("ends of samples of %s", what).isEqualTo(ends);
    }

    /** Symmetric tasks begin in the order of their numbers, as in an exploration. */
    private static boolean isItsTurn(RaceProgram program, int task, Set<Integer> begun) {
        return program.symmetricTasks().stream()
                .filter(group -> group.contains(task))
                .flatMap(Set::stream)
                .filter(other -> other < task)
                .allMatch(begun::contains);
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
