package io.github.cacheconsistency.internal.read;

import io.github.cacheconsistency.CacheConsistencyListener;
import io.github.cacheconsistency.CacheKey;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Records every event as {@code OUTCOME key}. */
public final class RecordedEvents implements CacheConsistencyListener {

    private final List<String> events = new CopyOnWriteArrayList<>();

    public List<String> all() {
        return List.copyOf(events);
    }

    public void forget() {
        events.clear();
    }

    void completed(CacheKey key) {
        events.add("COMPLETED " + key);
    }

    @Override
    public void onRead(CacheKey key, ReadOutcome outcome) {
        events.add(outcome + " " + key);
    }

    @Override
    public void onLoadBeyondLimit(CacheKey key) {
        events.add("BEYOND_LIMIT " + key);
    }

    @Override
    public void onFill(CacheKey key, FillOutcome outcome) {
        events.add(outcome + " " + key);
    }

    @Override
    public void onInvalidation(CacheKey key, InvalidationOutcome outcome) {
        events.add(outcome + " " + key);
    }
}
