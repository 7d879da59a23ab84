package io.github.cacheconsistency.coordination;

import io.github.cacheconsistency.CacheConsistencyListener;
import io.github.cacheconsistency.CacheConsistencyListener.FillOutcome;
import io.github.cacheconsistency.Fill;
import io.github.cacheconsistency.FillExecutor;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The fills of one batch, which go to Redis together; each is accepted or refused for itself. Redis failures are reported,
 * not thrown (guard 8). Used by one thread.
 */
final class BatchFills {

    private static final Logger log = LoggerFactory.getLogger(BatchFills.class);

    private final GuardedCache cache;
    private final FillExecutor executor;
    private final CacheConsistencyListener listener;
    private final List<Fill> offered = new ArrayList<>();

    /** @param executor runs fills of strategies that fill asynchronously */
    BatchFills(GuardedCache cache, FillExecutor executor, CacheConsistencyListener listener) {
        this.cache = cache;
        this.executor = executor;
        this.listener = listener;
    }

    void add(Fill fill) {
        offered.add(fill);
    }

    /** Sends what was added; waits for the answer unless the strategy fills asynchronously. */
    void send() {
        if (offered.isEmpty()) {
            return;
        }
        List<Fill> fills = List.copyOf(offered);
        offered.clear();
        if (cache.strategy().fillsAsynchronously()) {
            Load.handOver(executor, () -> fill(fills));
        } else {
            fill(fills);
        }
    }

    private void fill(List<Fill> fills) {
        try {
            List<Boolean> accepted = cache.strategy().fillAll(fills);
            for (int index = 0; index < fills.size(); index++) {
                listener.onFill(
                        fills.get(index).key(), accepted.get(index) ? FillOutcome.ACCEPTED : FillOutcome.REFUSED);
            }
        } catch (RuntimeException redisFailure) {
            fills.forEach(fill -> listener.onFill(fill.key(), FillOutcome.FAILED));
            log.debug("{} fills of cache '{}' failed", fills.size(), cache.name(), redisFailure);
        }
    }
}
