package io.github.cacheconsistency.test.explore;

import io.github.cacheconsistency.test.oracle.Property;
import java.time.Duration;
import java.util.Set;

/**
 * The progress of a search.
 *
 * @param phase in words: "2 preemptions", "all interleavings", "PCT samples", "random walks"
 * @param elapsed the time since the search began
 * @param found the properties that were broken so far
 */
public record Progress(long schedules, String phase, Duration elapsed, Set<Property> found) {

    public Progress {
        found = Set.copyOf(found);
    }

    /** Schedules per second so far. */
    public long rate() {
        return schedules * 1000 / Math.max(1, elapsed.toMillis());
    }
}
