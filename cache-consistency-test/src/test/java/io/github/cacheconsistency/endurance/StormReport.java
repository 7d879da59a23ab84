package io.github.cacheconsistency.endurance;

import io.github.cacheconsistency.test.oracle.LinearizabilityResult.NotLinearizable;
import io.github.cacheconsistency.test.oracle.Property;
import io.github.cacheconsistency.test.oracle.Violation;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The outcome of a storm.
 *
 * @param where the servers
 * @param loads how many reads went to the database
 * @param committed how many writes were committed, whatever became of their writers
 * @param killed how many writers died
 * @param evictions how often a third party removed something from Redis
 * @param contradictions one for each row whose history is not linearizable
 */
record StormReport(
        String strategy,
        String where,
        Duration duration,
        long reads,
        long loads,
        long writes,
        long committed,
        long killed,
        long evictions,
        int quiescences,
        List<Violation> violations,
        List<NotLinearizable> contradictions) {

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
        return "Storm of %d s, %s on %s: %d reads (%d %% hits), %d writes (%d committed, %d killed), %d evictions, %d quiescent checks; broken: %s; linearizable: %s"
                .formatted(
                        duration.toSeconds(),
                        strategy,
                        where,
                        reads,
                        reads == 0 ? 0 : 100 * (reads - loads) / reads,
                        writes,
                        committed,
                        killed,
                        evictions,
                        quiescences,
                        broken,
                        contradictions.isEmpty()
                                ? "yes"
                                : "no, " + contradictions.get(0).explanation());
    }
}
