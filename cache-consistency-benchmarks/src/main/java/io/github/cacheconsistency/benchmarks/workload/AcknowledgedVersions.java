package io.github.cacheconsistency.benchmarks.workload;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The highest acknowledged version of each key. A read is stale if it returns a version lower than this was when the
 * read began: {@code NO_STALE_AFTER_ACK} is violated. Thread-safe.
 */
final class AcknowledgedVersions {

    private final AtomicLongArray versions;

    /**
     * Creates keys with version 1.
     *
     * @param keys the number of keys, from 1
     */
    AcknowledgedVersions(int keys) {
        versions = new AtomicLongArray(keys + 1);
        for (int key = 0; key <= keys; key++) {
            versions.set(key, 1);
        }
    }

    /** Returns the minimum version for a read that begins now. */
    long of(int key) {
        return versions.get(key);
    }

    /** Records that a write has returned to its caller. */
    void acknowledge(int key, long version) {
        versions.accumulateAndGet(key, version, Math::max);
    }
}
