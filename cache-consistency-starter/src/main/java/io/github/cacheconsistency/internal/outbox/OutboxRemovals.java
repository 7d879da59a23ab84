package io.github.cacheconsistency.internal.outbox;

import io.github.cacheconsistency.CacheConsistencyListener;
import io.github.cacheconsistency.CacheConsistencyListener.OutboxOutcome;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Rows whose invalidation is done, until they are removed in batches. The number of waiting rows is limited. Rows beyond the
 * limit, and rows whose removal fails, are left to the relay, which invalidates once more. Thread-safe.
 */
public final class OutboxRemovals {

    private final OutboxTable table;
    private final OutboxTransactions transactions;
    private final int batchSize;
    private final CacheConsistencyListener listener;
    private final LinkedBlockingQueue<Long> waiting;

    public OutboxRemovals(
            OutboxTable table,
            OutboxTransactions transactions,
            int batchSize,
            int maxWaiting,
            CacheConsistencyListener listener) {
        this.table = table;
        this.transactions = transactions;
        this.batchSize = batchSize;
        this.listener = listener;
        this.waiting = new LinkedBlockingQueue<>(maxWaiting);
    }

    void add(Collection<Long> ids) {
        int left = 0;
        for (Long id : ids) {
            if (!waiting.offer(id)) {
                left++;
            }
        }
        if (left > 0) {
            listener.onOutbox(OutboxOutcome.LEFT, left);
        }
    }

    /**
     * Removes the rows that are waiting now.
     *
     * @throws RuntimeException if the database fails; the rows of that batch are left to the relay then
     */
    void run() {
        for (int left = waiting.size(); left > 0; left -= batchSize) {
            List<Long> batch = new ArrayList<>(batchSize);
            waiting.drainTo(batch, batchSize);
            if (!batch.isEmpty()) {
                remove(batch);
            }
        }
    }

    private void remove(List<Long> batch) {
        // In the same order as the relay locks rows, to avoid deadlocks between the two.
        Collections.sort(batch);
        boolean removed = false;
        try {
            transactions.run(jdbc -> table.delete(jdbc, batch));
            removed = true;
        } finally {
            listener.onOutbox(removed ? OutboxOutcome.REMOVED : OutboxOutcome.LEFT, batch.size());
        }
    }
}
