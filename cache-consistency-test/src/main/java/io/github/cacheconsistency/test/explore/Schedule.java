package io.github.cacheconsistency.test.explore;

import java.util.Comparator;
import java.util.List;

/**
 * The order of steps of one execution.
 *
 * @param positions where it stood before each step
 * @param steps what was taken, in this order
 */
record Schedule(List<Position> positions, List<Choice> steps, int preemptions) {

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
        return steps.stream().map(Choice::task).toList();
    }

    /** The place of what was taken in the {@link DefaultOrder}; 0 is the default. */
    int rank(int step) {
        return positions.get(step).choices().indexOf(steps.get(step));
    }

    /** Between how many steps there was to choose. */
    int choices(int step) {
        return positions.get(step).choices().size();
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
