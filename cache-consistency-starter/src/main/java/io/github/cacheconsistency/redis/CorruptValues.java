package io.github.cacheconsistency.redis;

import io.github.cacheconsistency.CacheConsistencyListener;
import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.Mutation;
import io.github.cacheconsistency.coordination.CommittedWrites;
import io.github.cacheconsistency.coordination.GuardedCaches;
import java.util.List;

/** What happens to a key whose bytes cannot be read: it is reported and made empty, and so a miss. Thread-safe. */
public final class CorruptValues {

    private final GuardedCaches caches;
    private final CommittedWrites committedWrites;
    private final CacheConsistencyListener listener;

    public CorruptValues(GuardedCaches caches, CommittedWrites committedWrites, CacheConsistencyListener listener) {
        this.caches = caches;
        this.committedWrites = committedWrites;
        this.listener = listener;
    }

    void remove(CacheKey key, Exception cause) {
        listener.onCorruptValue(key, cause);
        committedWrites.applyWithUnknownOutcome(caches.get(key.cacheName()), List.of(Mutation.invalidation(key)));
    }
}
