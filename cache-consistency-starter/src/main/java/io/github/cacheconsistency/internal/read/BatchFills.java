package io.github.cacheconsistency.internal.read;

import io.github.cacheconsistency.CacheConsistencyListener;
import io.github.cacheconsistency.internal.cache.GuardedCache;
import io.github.cacheconsistency.spi.Fill;
import io.github.cacheconsistency.spi.FillExecutor;
import java.util.ArrayList;
import java.util.List;

/**
 * The fills of one batch. They are sent to Redis together; each is accepted or refused independently. Redis failures are
 * reported, not thrown (docs/protocols.md, G8). Used by one thread.
 */
final class BatchFills {

    private final GuardedCache cache;
    private final FillExecutor executor;
    private final CacheConsistencyListener listener;
    private final List<Fill> offered = new ArrayList<>();

    /**
     * @param executor runs the fills of strategies that fill asynchronously
     */
    BatchFills(GuardedCache cache, FillExecutor executor, CacheConsistencyListener listener) {
        this.cache = cache;
        this.executor = executor;
        this.listener = listener;
    }

    void add(Fill fill) {
        offered.add(fill);
    }

    /** Sends the collected fills. Waits for the answer unless the strategy fills asynchronously. */
    void send() {
        if (offered.isEmpty()) {
            return;
        }
        OfferedFills together = new OfferedFills(cache, offered, listener, () -> {});
        offered.clear();
        if (cache.strategy().fillsAsynchronously()) {
            Load.handOver(executor, together);
        } else {
            together.run();
        }
    }
}
