package io.github.cacheconsistency.test.explore;

import io.github.cacheconsistency.test.oracle.Violation;
import java.time.Duration;
import java.util.List;

/**
 * A schedule that breaks a property.
 *
 * @param violations all violations in it
 * @param replayId identifies the schedule on any machine
 * @param preemptions how often a task was preempted that could have continued
 * @param schedule the numbers of the tasks, in the order of their steps
 * @param picture the schedule as a readable table
 * @param foundAfter the time from the start of the search to the first schedule that broke the property
 * @param foundAtSchedule the number of that schedule, from 1
 */
public record Counterexample(
        List<Violation> violations,
        ReplayId replayId,
        int preemptions,
        List<Integer> schedule,
        String picture,
        Duration foundAfter,
        long foundAtSchedule) {

    public Counterexample {
        violations = List.copyOf(violations);
        schedule = List.copyOf(schedule);
    }
}
