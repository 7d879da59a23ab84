package io.github.cacheconsistency.endurance;

import io.github.cacheconsistency.test.oracle.Property;
import io.github.cacheconsistency.test.oracle.Violation;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The outcome of an outage.
 *
 * @param convergedAfter how long after Redis answered every cached value agreed with the database, and went on to; empty
 *     if it took longer than allowed
 * @param acknowledgedMeanwhile writes that began and returned while Redis was away
 * @param refusedMeanwhile writes that began and were refused while Redis was away
 */
record OutageReport(
        long reads,
        Optional<Duration> convergedAfter,
        long acknowledgedMeanwhile,
        long refusedMeanwhile,
        List<Violation> violations) {

    long violations(Property property) {
        return violations.stream()
                .filter(violation -> violation.property() == property)
                .count();
    }

    /** One line. */
    @Override
    public String toString() {
        String broken = Stream.of(Property.values())
                .map(property -> property + " " + violations(property))
                .collect(Collectors.joining(", "));
        return "%d reads, none failed; converged after %s; meanwhile %d writes committed, %d refused; broken: %s"
                .formatted(
                        reads,
                        convergedAfter
                                .map(duration -> duration.toMillis() + " ms")
                                .orElse("too long"),
                        acknowledgedMeanwhile,
                        refusedMeanwhile,
                        broken);
    }
}
