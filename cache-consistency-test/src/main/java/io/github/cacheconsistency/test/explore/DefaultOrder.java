package io.github.cacheconsistency.test.explore;

import java.util.Comparator;
import java.util.List;

/**
 * The default order of enabled steps: the task of the last step continues unless it only waits; otherwise the next task
 * by number follows, round robin, and tasks that only wait come last. Always taking the first step gives the schedule
 * without preemptions. A replay id encodes the deviations from it, so a change here changes the format of {@link
 * ReplayId}. The order is fair: a waiting task does not starve the others.
 */
final class DefaultOrder {

    private final int tasks;

    DefaultOrder(int tasks) {
        this.tasks = tasks;
    }

    Position position(int step, int last, List<EnabledStep> enabled) {
        boolean continues = enabled.stream().anyMatch(choice -> choice.task() == last && !choice.yields());
        List<EnabledStep> ordered = enabled.stream()
                .sorted(Comparator.comparing(EnabledStep::yields)
                        .thenComparingInt(choice -> continues && choice.task() == last ? -1 : distance(last, choice)))
                .toList();
        return new Position(step, ordered, continues ? last : -1, last);
    }

    private int distance(int last, EnabledStep choice) {
        return Math.floorMod(choice.task() - last - 1, tasks);
    }
}
