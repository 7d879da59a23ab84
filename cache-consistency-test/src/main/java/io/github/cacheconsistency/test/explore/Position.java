package io.github.cacheconsistency.test.explore;

import java.util.List;

/**
 * Where an execution stands before its next step.
 *
 * @param step the number of steps taken so far
 * @param enabledSteps in the order of the {@link DefaultOrder}: a scheduler without preemptions takes the first one
 * @param preemptible the task that is preempted if another task takes the next step, or -1
 * @param last the task of the last step, or -1
 */
record Position(int step, List<EnabledStep> enabledSteps, int preemptible, int last) {

    /** Whether taking this step preempts a task that could have continued. */
    boolean preemptedBy(EnabledStep choice) {
        return preemptible >= 0 && choice.task() != preemptible;
    }
}
