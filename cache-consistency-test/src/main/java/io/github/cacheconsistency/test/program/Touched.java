package io.github.cacheconsistency.test.program;

import io.github.cacheconsistency.test.explore.Footprint;
import io.github.cacheconsistency.test.explore.Footprint.Use;
import java.util.HashMap;
import java.util.Map;

/** Collects what one step touches. */
final class Touched {

    /**
     * What the history is judged by: the start of a read looks at it, the end of a read, an acknowledgement and a COMMIT add
     * to it. So no start commutes with an end before it; two ends do, because the oracles only ask which of them were
     * before which start.
     */
    static final String HISTORY = "history";

    /** Which readers and writers have not ended: fault injections end with the last one. */
    static final String TASKS = "tasks";

    /** What is to run later, in this order. */
    static final String SCHEDULE = "schedule";

    /**
     * All Redis keys at once: every command reads it; an injection that affects all keys, such as an eviction,
     * writes it.
     */
    static final String ALL_KEYS = "redis";

    /** Which COMMIT is the next one. */
    static final String COMMITS = "commits";

    private final Map<String, Use> resources = new HashMap<>();
    private boolean everything;

    void everything() {
        everything = true;
    }

    /** Two different uses of one resource in one step are as good as a change of it. */
    void touch(String resource, Use use) {
        resources.merge(resource, use, (before, now) -> before == now ? now : Use.WRITE);
    }

    Footprint footprint() {
        return everything ? Footprint.EVERYTHING : new Footprint(resources, false);
    }
}
