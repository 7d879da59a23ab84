package io.github.cacheconsistency.test.time;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The contents of the keys of a race at one moment, as Redis would write them to its snapshot file. Keys that did not
 * exist are not in it.
 */
public final class KeySnapshot {

    private final Map<String, Entry> entries;

    /** {@code deadline} is the time of the race at which the key expires, {@code null} for never. */
    record Entry(byte[] dump, @Nullable Duration deadline) {}

    KeySnapshot(Map<String, Entry> entries) {
        this.entries = Map.copyOf(entries);
    }

    Map<String, Entry> entries() {
        return entries;
    }
}
