package io.github.cacheconsistency.test.report;

/** What a run should show of a property. */
public enum Expectation {
    /** It is promised. */
    HOLDS,
    /** It is a documented gap, which must be seen. */
    BROKEN,
    /** Nothing is promised and nothing is documented: either way is right. */
    EITHER;

    /** Whether {@code observed} is what should have been seen. */
    public boolean allows(Observation observed) {
        return this == EITHER || name().equals(observed.name());
    }
}
