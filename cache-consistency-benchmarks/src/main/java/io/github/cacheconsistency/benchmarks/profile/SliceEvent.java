package io.github.cacheconsistency.benchmarks.profile;

import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A slice of a crew as a Flight Recorder event; free of cost without a recording. */
@Name(SliceEvent.NAME)
@Label("Slice")
@Category("Cache consistency benchmarks")
@StackTrace(false)
public final class SliceEvent extends Event {

    static final String NAME = "cacheconsistency.Slice";
    static final String CONTESTANT = "contestant";

    /** The contestant of the slice. */
    @Label("Contestant")
    String contestant = "";

    /** Begins an event. */
    public static SliceEvent begin(String contestant) {
        SliceEvent event = new SliceEvent();
        event.contestant = contestant;
        event.begin();
        return event;
    }
}
