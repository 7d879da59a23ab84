package io.github.cacheconsistency.test.explore;

import io.github.cacheconsistency.test.oracle.Property;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * The result of a search.
 *
 * @param schedules the number of schedules that were run, pruned ones included, those for shrinking excluded
 * @param complete the number of schedules that were run to their end
 * @param exhausted whether every interleaving was run, or an equivalent one; then a property without counterexample holds in
 *     this program
 * @param completedBound the number of preemptions up to which all schedules were run; -1 if not all schedules without
 *     preemption were run. A counterexample with at most one preemption more has the fewest
 * @param wallTime the duration of the search
 * @param counterexamples the simplest counterexample for each broken property
 * @param breaking how many of the complete schedules broke each of these properties
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

    /** The properties that were broken by a schedule. */
    public Set<Property> broken() {
        return counterexamples.keySet();
    }
}
