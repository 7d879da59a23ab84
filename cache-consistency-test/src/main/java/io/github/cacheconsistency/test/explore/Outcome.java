package io.github.cacheconsistency.test.explore;

import io.github.cacheconsistency.test.oracle.Property;
import io.github.cacheconsistency.test.oracle.Violation;
import java.util.List;

/**
 * The result of one execution.
 *
 * @param complete whether all tasks have ended; otherwise it was pruned
 * @param picture empty if nothing was broken, or if a simpler schedule breaks the same
 */
record Outcome(Schedule schedule, boolean complete, List<Violation> violations, String picture) {

    Outcome drawn(String drawing) {
        return new Outcome(schedule, complete, violations, drawing);
    }

    boolean breaks(Property property) {
        return violations.stream().anyMatch(violation -> violation.property() == property);
    }
}
