package io.github.cacheconsistency.endurance;

import java.time.Duration;
import org.springframework.boot.convert.DurationStyle;

/** How long the proofs take: system properties {@code endurance.*}. */
final class Budget {

    private Budget() {}

    /** {@code endurance.storm}: how long a storm rages at least. */
    static Duration storm() {
        return duration("endurance.storm", "60s");
    }

    /** {@code endurance.outage}: how long Redis is away. */
    static Duration outage() {
        return duration("endurance.outage", "5s");
    }

    private static Duration duration(String property, String unlessSet) {
        return DurationStyle.detectAndParse(System.getProperty(property, unlessSet));
    }

    /** How many reads a storm makes at least: 100,000 in 60 s. */
    static long reads() {
        return 100_000 * storm().toMillis() / 60_000;
    }
}
