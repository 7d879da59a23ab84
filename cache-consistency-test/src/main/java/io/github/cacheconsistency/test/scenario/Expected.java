package io.github.cacheconsistency.test.scenario;

import io.github.cacheconsistency.test.oracle.Property;
import io.github.cacheconsistency.test.report.Expectation;
import java.util.Set;

/**
 * What a scenario should show of a strategy. Of a property that is in neither set, either is right.
 *
 * @param mustBreak the documented gaps, which must be seen
 * @param mustHold what is promised
 */
record Expected(Set<Property> mustBreak, Set<Property> mustHold) {

    /** @throws IllegalArgumentException if a property is in both sets */
    Expected {
        mustBreak = Set.copyOf(mustBreak);
        mustHold = Set.copyOf(mustHold);
        for (Property property : mustBreak) {
            if (mustHold.contains(property)) {
                throw new IllegalArgumentException(property + " is expected to break and to hold: say one of it");
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
