package io.github.cacheconsistency.test.scenario;

import io.github.cacheconsistency.test.oracle.Property;
import io.github.cacheconsistency.test.oracle.Violation;
import io.github.cacheconsistency.test.report.Sequence;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What came of one variant.
 *
 * @param variant its name
 * @param id runs it again
 * @param about the properties that it is about
 * @param violations what it broke, of these
 * @param sequence the race as a table, the offending reads marked
 * @param picture the same for the report, if anything was broken
 */
public record Outcome(
        String variant,
        VariantId id,
        Set<Property> about,
        List<Violation> violations,
        String sequence,
        Optional<Sequence> picture) {

    /** Whether this variant broke {@code property}. */
    boolean broke(Property property) {
        return violations.stream().anyMatch(violation -> violation.property() == property);
    }
}
