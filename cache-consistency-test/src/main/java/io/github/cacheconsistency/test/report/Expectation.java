package io.github.cacheconsistency.test.report;

/** The expected verdict on a property. */
public enum Expectation {
    /** It is promised. */
    HOLDS,
    /** It is a documented gap, which must be found. */
    BROKEN,
    /** It is neither promised nor a documented gap: both verdicts are accepted. */
    EITHER;

    /** Whether {@code observed} is an expected verdict. */
    public boolean allows(Observation observed) {
        return this == EITHER || name().equals(observed.name());
    }
}
