package io.github.cacheconsistency.benchmarks.profile;

import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A crew at work, as an event of the flight recorder; costs nothing while nothing is recorded. */
@Name(SliceEvent.NAME)
@Label("Slice")
@Category("Cache consistency benchmarks")
@StackTrace(false)
public final class SliceEvent extends Event {

    static final String NAME = "cacheconsistency.Slice";
    static final String CONTESTANT = "contestant";

    /** Whose it is. */
    @Label("Contestant")
    String contestant = "";

    /** Begins now. */
    public static SliceEvent begin(String contestant) {
        SliceEvent event = new SliceEvent();
        event.contestant = contestant;
        event.begin();
        return event;
    }
}
