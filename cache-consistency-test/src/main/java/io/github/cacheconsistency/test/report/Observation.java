package io.github.cacheconsistency.test.report;

/** The observed verdict on a property. */
public enum Observation {
    /** No schedule that was run broke it. */
    HOLDS,
    /** Some schedule broke it. */
    BROKEN
}
