package io.github.cacheconsistency.test.explore;

import io.github.cacheconsistency.test.oracle.Violation;
import java.util.List;

/**
 * The result of running a schedule again.
 *
 * @param violations the violations; empty if the program has been fixed
 * @param schedule the numbers of the tasks, in the order of their steps
 * @param picture the schedule as a readable table, with or without violations
 */
public record Replay(List<Violation> violations, List<Integer> schedule, String picture) {

    public Replay {
        violations = List.copyOf(violations);
        schedule = List.copyOf(schedule);
    }
}
