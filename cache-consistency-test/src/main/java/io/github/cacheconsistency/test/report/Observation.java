package io.github.cacheconsistency.test.report;

/** What a run showed of a property. */
public enum Observation {
    /** No schedule that was run broke it. */
    HOLDS,
    /** Some schedule broke it. */
    BROKEN
}
