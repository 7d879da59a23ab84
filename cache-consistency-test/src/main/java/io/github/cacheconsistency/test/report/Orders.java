package io.github.cacheconsistency.test.report;

/** The orders of steps that a verdict is about. */
public enum Orders {
    /** The orders that the scenario forces, one for each of its variants. */
    FORCED,
    /** Every interleaving of its tasks, or as many as the budget allowed. */
    EXPLORED
}
