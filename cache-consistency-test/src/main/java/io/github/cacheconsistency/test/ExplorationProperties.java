package io.github.cacheconsistency.test;

import io.github.cacheconsistency.test.explore.ExplorationSettings;
import java.time.Duration;
import org.springframework.core.env.Environment;

/** Reads the settings of {@link ExploredRaces} from properties. */
final class ExplorationProperties {

    private static final String PREFIX = "cache-consistency.test.exploration.";
    private static final Duration BUDGET = Duration.ofSeconds(3);

    /** Few runs are enough: the search tries few preemptions first, so counterexamples are already simple. */
    private static final int SHRINKING_RUNS = 20;

    private ExplorationProperties() {}

    /** @throws IllegalArgumentException if a number is negative; the message names it */
    static ExplorationSettings settings(Environment environment) {
        ExplorationSettings unlessSet = ExplorationSettings.defaults();
        Long schedules = environment.getProperty(PREFIX + "schedules", Long.class);
        Duration time = environment.getProperty(PREFIX + "budget", Duration.class, BUDGET);
        ExplorationSettings settings = (schedules == null
                        ? unlessSet.withBudget(time)
                        : unlessSet.withScheduleBudget(schedules))
                .withPreemptionBounds(environment.getProperty(
                        PREFIX + "preemption-bounds", Integer.class, unlessSet.preemptionBounds()))
                .withShrinkingRuns(SHRINKING_RUNS);
        return environment.getProperty(PREFIX + "exhaustive", Boolean.class, true) ? settings : settings.sampling();
    }
}
