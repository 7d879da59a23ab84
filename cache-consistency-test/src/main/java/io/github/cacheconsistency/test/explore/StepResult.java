package io.github.cacheconsistency.test.explore;

/**
 * What a step did.
 *
 * @param step the step that was taken
 * @param footprint what it touched, which is not known before the step
 * @param ended whether the task ended with this step
 */
public record StepResult(EnabledStep step, Footprint footprint, boolean ended) {}
