package io.github.cacheconsistency.test.explore;

import java.util.Comparator;
import java.util.List;

/** Checks that a replayed prefix finds the same choices again. */
final class Determinism {

    private Determinism() {}

    /** @throws ProgramError if the choices differ from the earlier ones */
    static void check(Position expected, Position found) {
        if (!expected.choices().equals(found.choices())) {
            throw new ProgramError(
                    """
                    not deterministic: the same schedule was run again, and before step %d it stood at %s; expected, as \
                    the time before: %s. What a task does may depend only on the order of steps so far. Look for clocks, \
                    random numbers, time-outs, threads of its own, and for what an earlier run left behind.\
                    """.formatted(expected.step() + 1, inWords(found.choices()), inWords(expected.choices())));
        }
    }

    static List<String> inWords(List<Choice> choices) {
        return choices.stream()
                .sorted(Comparator.comparingInt(Choice::task))
                .map(Determinism::inWords)
                .toList();
    }

    static String inWords(Choice choice) {
        return "task " + choice.task() + ": " + choice.step();
    }
}
