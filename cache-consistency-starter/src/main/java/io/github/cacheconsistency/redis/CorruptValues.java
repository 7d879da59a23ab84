package io.github.cacheconsistency.redis;

import io.github.cacheconsistency.CacheConsistencyListener;
import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.coordination.CommittedWrites;

/** What happens to a key whose bytes cannot be read: it is reported and made empty, and so a miss. Thread-safe. */
public final class CorruptValues {

    private final CommittedWrites committedWrites;
    private final CacheConsistencyListener listener;

    public CorruptValues(CommittedWrites committedWrites, CacheConsistencyListener listener) {
        this.committedWrites = committedWrites;
        this.listener = listener;
    }

    void remove(CacheKey key, Exception cause) {
        listener.onCorruptValue(key, cause);
        committedWrites.removeUnreadable(key);
    }
}
