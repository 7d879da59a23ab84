package io.github.cacheconsistency.test.explore;

import io.github.cacheconsistency.test.oracle.Violation;
import java.util.List;

/**
 * One schedule, run again.
 *
 * @param violations what it broke; empty if the program has been mended
 * @param schedule the numbers of the tasks, in the order of their steps
 * @param picture the schedule as a readable sequence, whether or not something was broken
 */
public record Replay(List<Violation> violations, List<Integer> schedule, String picture) {

    public Replay {
        violations = List.copyOf(violations);
        schedule = List.copyOf(schedule);
    }
}
