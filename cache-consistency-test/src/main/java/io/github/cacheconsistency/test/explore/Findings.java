package io.github.cacheconsistency.test.explore;

import io.github.cacheconsistency.test.oracle.Property;
import io.github.cacheconsistency.test.oracle.Violation;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/** The simplest schedule so far for each broken property. */
final class Findings {

    private final Map<Property, Finding> simplest = new EnumMap<>(Property.class);
    private final Map<Property, Long> breaking = new EnumMap<>(Property.class);

    /** For one property: the simplest schedule that breaks it, and when the first one was found. */
    record Finding(Outcome outcome, Duration foundAfter, long foundAtSchedule) {}

    void add(Outcome outcome, Duration elapsed, long schedules) {
        outcome.violations().stream()
                .map(Violation::property)
                .distinct()
                .forEach(property -> breaking.merge(property, 1L, Long::sum));
        for (Violation violation : outcome.violations()) {
            simplest.merge(
                    violation.property(),
                    new Finding(outcome, elapsed, schedules),
                    (before, now) -> simpler(now.outcome(), before.outcome())
                            ? new Finding(now.outcome(), before.foundAfter(), before.foundAtSchedule())
                            : before);
        }
    }

    /** Whether {@code outcome} breaks a property for the first time, or by a simpler schedule than before. */
    boolean wouldKeep(Outcome outcome) {
        return outcome.violations().stream()
                .map(violation -> simplest.get(violation.property()))
                .anyMatch(before -> before == null || simpler(outcome, before.outcome()));
    }

    static boolean simpler(Outcome one, Outcome other) {
        return Schedule.SIMPLEST_FIRST.compare(one.schedule(), other.schedule()) < 0;
    }

    Set<Property> broken() {
        return simplest.keySet();
    }

    /** For each broken property, how many schedules broke it. */
    Map<Property, Long> breaking() {
        return breaking;
    }

    Map<Property, Finding> all() {
        return simplest;
    }
}
