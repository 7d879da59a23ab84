package io.github.cacheconsistency.internal.programmatic;

import io.github.cacheconsistency.WarmUpResult;

/** Counts the keys of one warm-up. Not thread-safe. */
final class WarmUpCounts {

    private long keys;
    private long filled;
    private long present;

    void keys(int more) {
        keys += more;
    }

    void filled() {
        filled++;
    }

    void present() {
        present++;
    }

    WarmUpResult result() {
        return new WarmUpResult(filled, present, keys - filled - present);
    }
}
