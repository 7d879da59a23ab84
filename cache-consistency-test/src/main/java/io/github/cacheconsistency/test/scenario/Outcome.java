package io.github.cacheconsistency.test.scenario;

import io.github.cacheconsistency.test.oracle.Property;
import io.github.cacheconsistency.test.oracle.Violation;
import io.github.cacheconsistency.test.report.Sequence;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The result of one variant.
 *
 * @param variant its name
 * @param id its replay id
 * @param about the properties that it is about
 * @param violations the violations of these properties
 * @param sequence the race as a table, with marked violations
 * @param picture the same for the report, if a property was broken
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
