package io.github.cacheconsistency.benchmarks.workload;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The highest version of each key whose write was acknowledged. A read is stale if it returns a lower one than this was
 * when the read began: {@code NO_STALE_AFTER_ACK} is broken. Thread-safe.
 */
final class AcknowledgedVersions {

    private final AtomicLongArray versions;

    /** @param keys 1 to this, each of version 1 */
    AcknowledgedVersions(int keys) {
        versions = new AtomicLongArray(keys + 1);
        for (int key = 0; key <= keys; key++) {
            versions.set(key, 1);
        }
    }

    /** What a read that begins now must return at least. */
    long of(int key) {
        return versions.get(key);
    }

    /** A write has returned to its caller. */
    void acknowledge(int key, long version) {
        versions.accumulateAndGet(key, version, Math::max);
    }
}
