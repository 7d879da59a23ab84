package io.github.cacheconsistency.test.program;

import io.github.cacheconsistency.test.explore.Footprint;
import io.github.cacheconsistency.test.explore.Footprint.Use;
import java.util.HashMap;
import java.util.Map;

/** Collects the footprint of one step. */
final class Touched {

    /**
     * The history that is judged: the start of a read reads it; the end of a read, an acknowledgement and a COMMIT add
     * to it. So a start does not commute with an end, but two ends commute, because the oracles only compare ends with
     * starts.
     */
    static final String HISTORY = "history";

    /** Which readers and writers have not ended: fault injections end with the last one. */
    static final String TASKS = "tasks";

    /** The delayed work, in the order in which it was scheduled. */
    static final String SCHEDULE = "schedule";

    /**
     * All Redis keys at once: every command reads it; an injection that affects all keys, such as an eviction,
     * writes it.
     */
    static final String ALL_KEYS = "redis";

    /** Which COMMIT is the next. */
    static final String COMMITS = "commits";

    private final Map<String, Use> resources = new HashMap<>();
    private boolean everything;

    void everything() {
        everything = true;
    }

    /** Two different uses of one resource in one step count as a write. */
    void touch(String resource, Use use) {
        resources.merge(resource, use, (before, now) -> before == now ? now : Use.WRITE);
    }

    Footprint footprint() {
        return everything ? Footprint.EVERYTHING : new Footprint(resources, false);
    }
}
