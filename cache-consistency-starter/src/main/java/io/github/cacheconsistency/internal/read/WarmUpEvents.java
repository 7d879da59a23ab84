package io.github.cacheconsistency.internal.read;

import io.github.cacheconsistency.CacheConsistencyListener;
import io.github.cacheconsistency.CacheKey;

/** Forwards the events of a warm-up, except hits and skipped keys: no caller reads their values. */
final class WarmUpEvents implements CacheConsistencyListener {

    private final CacheConsistencyListener listener;
    private final Runnable filled;

    /**
     * @param filled runs for each accepted fill
     */
    WarmUpEvents(CacheConsistencyListener listener, Runnable filled) {
        this.listener = listener;
        this.filled = filled;
    }

    @Override
    public void onRead(CacheKey key, ReadOutcome outcome) {
        if (outcome != ReadOutcome.HIT && outcome != ReadOutcome.READ_THROUGH) {
            listener.onRead(key, outcome);
        }
    }

    @Override
    public void onFill(CacheKey key, FillOutcome outcome) {
        if (outcome == FillOutcome.ACCEPTED) {
            filled.run();
        }
        listener.onFill(key, outcome);
    }
}
