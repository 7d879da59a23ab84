package io.github.cacheconsistency.test.time;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the keys of a race held at one moment, as Redis would have written it to its snapshot file. Keys that held nothing
 * are not in it.
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
