package io.github.cacheconsistency.endurance;

import java.time.Duration;
import org.springframework.boot.convert.DurationStyle;

/** The durations of the endurance tests: system properties {@code endurance.*}. */
final class Budget {

    private Budget() {}

    /** {@code endurance.storm}: the least duration of a storm. */
    static Duration storm() {
        return duration("endurance.storm", "60s");
    }

    /** {@code endurance.outage}: the duration of an outage of Redis. */
    static Duration outage() {
        return duration("endurance.outage", "5s");
    }

    private static Duration duration(String property, String unlessSet) {
        return DurationStyle.detectAndParse(System.getProperty(property, unlessSet));
    }

    /** The least number of reads of a storm: 100,000 in 60 s. */
    static long reads() {
        return 100_000 * storm().toMillis() / 60_000;
    }
}
