package io.github.cacheconsistency.test.explore;

import java.util.List;

/**
 * Where an execution stands before its next step.
 *
 * @param step the number of steps taken so far
 * @param choices what can be taken, in the order of the {@link DefaultOrder}: the first is what a scheduler without
 *     preemptions takes
 * @param preemptible the task that is preempted by any other choice than its own, or -1
 * @param last the task of the last step, or -1
 */
record Position(int step, List<Choice> choices, int preemptible, int last) {

    /** Whether taking it interrupts a task that could have gone on and did not ask to wait. */
    boolean preemptedBy(Choice choice) {
        return preemptible >= 0 && choice.task() != preemptible;
    }
}
