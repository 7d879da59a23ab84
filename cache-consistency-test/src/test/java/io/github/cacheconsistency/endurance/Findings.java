package io.github.cacheconsistency.endurance;

import io.github.cacheconsistency.test.oracle.LinearizabilityResult.NotLinearizable;
import io.github.cacheconsistency.test.oracle.Property;
import io.github.cacheconsistency.test.oracle.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The violations in a record.
 *
 * @param contradictions one contradiction for each row whose history is not linearizable
 */
record Findings(List<Violation> violations, List<NotLinearizable> contradictions) {

    /** Processes one row at a time, because the log of a row takes memory. */
    static Findings of(List<StormRecord> records) {
        List<Violation> violations = new ArrayList<>();
        List<NotLinearizable> contradictions = new ArrayList<>();
        for (StormRecord record : records) {
            violations.addAll(record.violations());
            if (record.linearizability() instanceof NotLinearizable contradiction) {
                contradictions.add(contradiction);
            }
        }
        return new Findings(List.copyOf(violations), List.copyOf(contradictions));
    }

    long violations(Property property) {
        return violations.stream()
                .filter(violation -> violation.property() == property)
                .count();
    }

    /** A part of a line. */
    @Override
    public String toString() {
        return "broken: %s; linearizable: %s"
                .formatted(
                        Stream.of(Property.values())
                                .map(property -> property + " " + violations(property))
                                .collect(Collectors.joining(", ")),
                        contradictions.isEmpty()
                                ? "yes"
                                : "no, with the writes' numbers for versions "
                                        + contradictions.get(0).explanation());
    }
}
