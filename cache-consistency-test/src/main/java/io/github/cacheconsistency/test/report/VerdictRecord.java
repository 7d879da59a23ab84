package io.github.cacheconsistency.test.report;

import io.github.cacheconsistency.test.oracle.Property;
import java.io.Serializable;

/**
 * What a scenario showed of one property.
 *
 * @param scenario its number in the documentation, such as {@code R01}
 * @param strategy the strategy's name
 * @param subject what was tested: a test class, a cache
 * @param expected what should have been seen
 * @param observed what was seen
 * @param schedules how many orders of steps were run
 * @param exhausted whether these were all that there are
 * @param replayId runs the schedule that broke the property once more; empty where it held
 * @param orders which orders of steps it is about
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

    /** A verdict on orders that were forced. */
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

    /** @throws IllegalArgumentException if a property was broken but cannot be replayed */
    public VerdictRecord {
        if (observed == Observation.BROKEN && replayId.isBlank()) {
            throw new IllegalArgumentException(
                    "%s of %s with '%s' is BROKEN, but its verdict has no replay id: give the one of the schedule that broke it"
                            .formatted(property, scenario, strategy));
        }
    }

    /** Whether a promise was broken, or a documented gap did not show. */
    public boolean isUnexpected() {
        return !expected.allows(observed);
    }

    VerdictRecord withSubject(String other) {
        return new VerdictRecord(
                scenario, strategy, other, property, expected, observed, schedules, exhausted, replayId, orders);
    }
}
