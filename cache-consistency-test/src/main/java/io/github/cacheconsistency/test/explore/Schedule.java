package io.github.cacheconsistency.test.explore;

import java.util.Comparator;
import java.util.List;

/**
 * The order of steps of one execution.
 *
 * @param positions the position before each step
 * @param steps the steps taken, in this order
 */
record Schedule(List<Position> positions, List<EnabledStep> steps, int preemptions) {

    /** Fewest preemptions first, then the fewest steps, then the fewest changes from one task to another. */
    static final Comparator<Schedule> SIMPLEST_FIRST = Comparator.comparingInt(Schedule::preemptions)
            .thenComparingInt(Schedule::length)
            .thenComparingInt(Schedule::switches);

    Schedule {
        positions = List.copyOf(positions);
        steps = List.copyOf(steps);
    }

    int length() {
        return steps.size();
    }

    List<Integer> tasks() {
        return steps.stream().map(EnabledStep::task).toList();
    }

    /** The index of the step that was taken in the {@link DefaultOrder}; 0 is the default. */
    int rank(int step) {
        return positions.get(step).enabledSteps().indexOf(steps.get(step));
    }

    /** How many steps were enabled. */
    int enabledCount(int step) {
        return positions.get(step).enabledSteps().size();
    }

    private int switches() {
        int switches = 0;
        for (int step = 1; step < steps.size(); step++) {
            if (steps.get(step).task() != steps.get(step - 1).task()) {
                switches++;
            }
        }
        return switches;
    }
}
