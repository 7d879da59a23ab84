package io.github.cacheconsistency.test.report;

/** Which orders of steps a verdict is about. */
public enum Orders {
    /** The few that the scenario forces, one for each of its variants. */
    FORCED,
    /** Every interleaving of its tasks, or as many as the budget allowed. */
    EXPLORED
}
