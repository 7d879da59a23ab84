package io.github.cacheconsistency.test.explore;

import java.util.Comparator;
import java.util.List;

/** Checks that a replayed prefix leads to the same enabled steps. */
final class Determinism {

    private Determinism() {}

    /** @throws ProgramError if the enabled steps differ from those of the earlier run */
    static void check(Position expected, Position found) {
        if (!expected.enabledSteps().equals(found.enabledSteps())) {
            throw new ProgramError("""
                    not deterministic: the same schedule was run again, and before step %d the enabled steps were %s; \
                    expected, as in the first run: %s. What a task does may depend only on the order of steps so far. Look \
                    for clocks, random numbers, time-outs, threads of its own, and for what an earlier run left behind.\
                    """.formatted(
                            expected.step() + 1, inWords(found.enabledSteps()), inWords(expected.enabledSteps())));
        }
    }

    static List<String> inWords(List<EnabledStep> enabled) {
        return enabled.stream()
                .sorted(Comparator.comparingInt(EnabledStep::task))
                .map(Determinism::inWords)
                .toList();
    }

    static String inWords(EnabledStep choice) {
        return "task " + choice.task() + ": " + choice.description();
    }
}
