package io.github.cacheconsistency.test.explore;

/**
 * A step that a task could take now.
 *
 * @param task the task's number
 * @param step what it would do, in words that are the same in each run: a replay is recognized by them
 * @param yields whether the task only waits or looks again here, so that leaving it is no preemption
 */
public record Choice(int task, String step, boolean yields) {}
