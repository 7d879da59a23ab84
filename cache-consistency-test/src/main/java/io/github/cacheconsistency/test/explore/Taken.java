package io.github.cacheconsistency.test.explore;

/**
 * A step that was taken.
 *
 * @param choice what was chosen
 * @param footprint what it touched, known for certain only now
 * @param ended whether the task has ended with it
 */
public record Taken(Choice choice, Footprint footprint, boolean ended) {}
