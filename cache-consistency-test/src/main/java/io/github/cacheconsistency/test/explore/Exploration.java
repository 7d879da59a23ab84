package io.github.cacheconsistency.test.explore;

import io.github.cacheconsistency.test.oracle.Property;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * What a search found.
 *
 * @param schedules that were run, those left halfway because the rest was known included, those for shrinking not
 * @param complete that were run to their end
 * @param exhausted whether every interleaving was run, or one that is equivalent; then a property without counterexample holds
 *     in this program
 * @param completedBound all schedules with at most as many preemptions were run; -1 if not even those without. So a
 *     counterexample with at most one more has the fewest
 * @param wallTime all together
 * @param counterexamples the simplest found for each property that was seen broken
 * @param breaking how many of the complete schedules broke each of them
 */
public record Exploration(
        long schedules,
        long complete,
        boolean exhausted,
        int completedBound,
        Duration wallTime,
        Map<Property, Counterexample> counterexamples,
        Map<Property, Long> breaking) {

    public Exploration {
        counterexamples = Map.copyOf(counterexamples);
        breaking = Map.copyOf(breaking);
    }

    /** The properties that were seen broken. */
    public Set<Property> broken() {
        return counterexamples.keySet();
    }
}
