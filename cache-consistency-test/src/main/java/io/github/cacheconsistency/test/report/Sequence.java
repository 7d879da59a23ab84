package io.github.cacheconsistency.test.report;

import io.github.cacheconsistency.test.oracle.Violation;
import io.github.cacheconsistency.test.race.Trace;
import java.io.Serializable;
import java.util.List;

/**
 * The sequence diagram of a schedule: a lane for each task, one for Redis and one for the database, and the events in
 * order.
 *
 * @param title a description of the schedule
 * @param lanes the names of the tasks' lanes
 */
public record Sequence(String title, List<String> lanes, List<SequenceEvent> events) implements Serializable {

    public Sequence {
        lanes = List.copyOf(lanes);
        events = List.copyOf(events);
    }

    /**
     * The sequence of a race, with its violations marked. Long races are cut to at most {@value
     * SequenceFromTrace#MOST_EVENTS} events around the first violation.
     */
    public static Sequence of(String title, Trace trace, List<Violation> violations) {
        return SequenceFromTrace.sequence(title, trace.events(), violations);
    }
}
