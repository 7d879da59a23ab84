package io.github.cacheconsistency.test.report;

import io.github.cacheconsistency.test.oracle.Property;
import java.io.Serializable;

/**
 * The verdict on one property of a scenario.
 *
 * @param scenario its number in the documentation, such as {@code R01}
 * @param strategy the strategy's name
 * @param subject the tested subject: a test class, a cache
 * @param expected the expected verdict
 * @param observed the observed verdict
 * @param schedules the number of schedules that were run
 * @param exhausted whether these were all schedules
 * @param replayId identifies the schedule that broke the property; empty if it held
 * @param orders the kind of orders of steps
 */
public record VerdictRecord(
        String scenario,
        String strategy,
        String subject,
        Property property,
        Expectation expected,
        Observation observed,
        long schedules,
        boolean exhausted,
        String replayId,
        Orders orders)
        implements Serializable {

    /** A verdict on forced orders. */
    public VerdictRecord(
            String scenario,
            String strategy,
            String subject,
            Property property,
            Expectation expected,
            Observation observed,
            long schedules,
            boolean exhausted,
            String replayId) {
        this(scenario, strategy, subject, property, expected, observed, schedules, exhausted, replayId, Orders.FORCED);
    }

    /** @throws IllegalArgumentException if the property was broken but there is no replay id */
    public VerdictRecord {
        if (observed == Observation.BROKEN && replayId.isBlank()) {
            throw new IllegalArgumentException(
                    "%s of %s with '%s' is BROKEN, but its verdict has no replay id. Expected: the id of the schedule that broke it"
                            .formatted(property, scenario, strategy));
        }
    }

    /** Whether a promised property was broken, or a documented gap was not found. */
    public boolean isUnexpected() {
        return !expected.allows(observed);
    }

    VerdictRecord withSubject(String other) {
        return new VerdictRecord(
                scenario, strategy, other, property, expected, observed, schedules, exhausted, replayId, orders);
    }
}
