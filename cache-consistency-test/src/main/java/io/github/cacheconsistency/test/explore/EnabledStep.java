package io.github.cacheconsistency.test.explore;

/**
 * A step that is enabled: its task can take it now.
 *
 * @param task the task's number
 * @param description what it does, in words that are the same in each run: the checks of a {@link ReplayId} are made
 *     from them
 * @param yields whether the task only waits or polls here, so that switching to another task is no preemption
 */
public record EnabledStep(int task, String description, boolean yields) {}
