package io.github.cacheconsistency.internal.annotations;

import io.github.cacheconsistency.CacheConsistencyListener;
import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.internal.write.InvalidationDispatcher;

/** Handles keys whose values cannot be read: reports them and removes the key, so that the read becomes a miss. Thread-safe. */
public final class CorruptValues {

    private final InvalidationDispatcher dispatcher;
    private final CacheConsistencyListener listener;

    public CorruptValues(InvalidationDispatcher dispatcher, CacheConsistencyListener listener) {
        this.dispatcher = dispatcher;
        this.listener = listener;
    }

    /**
     * Reports and removes a key whose value cannot be read. A failure of Redis is reported, not thrown.
     *
     * @param cause the failure of the serializer
     */
    public void remove(CacheKey key, Exception cause) {
        listener.onCorruptValue(key, cause);
        dispatcher.removeUnreadable(key);
    }
}
