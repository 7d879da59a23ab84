package io.github.cacheconsistency.internal.annotations;

import io.github.cacheconsistency.CacheConsistencyListener;
import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.internal.write.InvalidationDispatcher;

/** What happens to a key whose bytes cannot be read: it is reported and made empty, and so a miss. Thread-safe. */
public final class CorruptValues {

    private final InvalidationDispatcher dispatcher;
    private final CacheConsistencyListener listener;

    public CorruptValues(InvalidationDispatcher dispatcher, CacheConsistencyListener listener) {
        this.dispatcher = dispatcher;
        this.listener = listener;
    }

    public void remove(CacheKey key, Exception cause) {
        listener.onCorruptValue(key, cause);
        dispatcher.removeUnreadable(key);
    }
}
