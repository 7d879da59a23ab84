package io.github.cacheconsistency.test.report;

import io.github.cacheconsistency.test.oracle.Violation;
import io.github.cacheconsistency.test.race.Trace;
import java.io.Serializable;
import java.util.List;

/**
 * A schedule as a picture: a lane for each task, one for Redis and one for the database, and what happened in one order.
 *
 * @param title what kind of schedule it is
 * @param lanes the names of the tasks' lanes
 */
public record Sequence(String title, List<String> lanes, List<SequenceEvent> events) implements Serializable {

    public Sequence {
        lanes = List.copyOf(lanes);
        events = List.copyOf(events);
    }

    /**
     * What happened in a race, with the reads marked that broke a promise. Long races are cut to at most {@value
     * SequenceFromTrace#MOST_EVENTS} events around the first of them.
     */
    public static Sequence of(String title, Trace trace, List<Violation> violations) {
        return SequenceFromTrace.sequence(title, trace.events(), violations);
    }
}
