package io.github.cacheconsistency.test.explore;

import java.util.Comparator;
import java.util.List;

/**
 * The order in which choices are preferred: the last task goes on unless it only waits; otherwise the next task by number,
 * beginning anew after the highest, those that only wait behind all others. Following the first choice always is the
 * schedule without preemptions that a replay id counts its deviations from, so a change here is a change of the format of
 * {@link ReplayId}. It is fair: a task that waits does not keep the others from going on.
 */
final class DefaultOrder {

    private final int tasks;

    DefaultOrder(int tasks) {
        this.tasks = tasks;
    }

    Position position(int step, int last, List<Choice> choices) {
        boolean goesOn = choices.stream().anyMatch(choice -> choice.task() == last && !choice.yields());
        List<Choice> ordered = choices.stream()
                .sorted(Comparator.comparing(Choice::yields)
                        .thenComparingInt(choice -> goesOn && choice.task() == last ? -1 : distance(last, choice)))
                .toList();
        return new Position(step, ordered, goesOn ? last : -1, last);
    }

    private int distance(int last, Choice choice) {
        return Math.floorMod(choice.task() - last - 1, tasks);
    }
}
