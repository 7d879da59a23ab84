package io.github.cacheconsistency.test.scenario;

import io.github.cacheconsistency.test.oracle.Property;
import io.github.cacheconsistency.test.report.Expectation;
import java.util.Set;

/**
 * The expected verdicts of a scenario under a strategy. For a property that is in neither set, both results are accepted.
 *
 * @param mustBreak the documented gaps, which must be broken
 * @param mustHold the promised properties, which must hold
 */
record Expected(Set<Property> mustBreak, Set<Property> mustHold) {

    /** @throws IllegalArgumentException if a property is in both sets */
    Expected {
        mustBreak = Set.copyOf(mustBreak);
        mustHold = Set.copyOf(mustHold);
        for (Property property : mustBreak) {
            if (mustHold.contains(property)) {
                throw new IllegalArgumentException(property
                        + " is expected to break and to hold. Expected: one of the two; remove it from one set");
            }
        }
    }

    Expectation of(Property property) {
        if (mustHold.contains(property)) {
            return Expectation.HOLDS;
        }
        return mustBreak.contains(property) ? Expectation.BROKEN : Expectation.EITHER;
    }
}
