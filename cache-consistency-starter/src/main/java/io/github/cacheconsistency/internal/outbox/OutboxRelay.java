package io.github.cacheconsistency.internal.outbox;

import io.github.cacheconsistency.CacheConsistencyListener;
import io.github.cacheconsistency.CacheConsistencyListener.InvalidationOutcome;
import io.github.cacheconsistency.CacheConsistencyListener.OutboxOutcome;
import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.internal.cache.Invalidation;
import io.github.cacheconsistency.spi.CacheStore;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Invalidates rows of the outbox that their writer had time to invalidate itself but has not: the writer died, or Redis failed
 * (docs/protocols.md, "Outbox"). Relays of several nodes share the rows: each skips rows that another has locked.
 *
 * <p>Invariant: a row is deleted only in a transaction that commits after Redis has accepted its invalidation.
 */
public final class OutboxRelay {

    private final OutboxTable table;
    private final OutboxTransactions transactions;
    private final CacheStore store;
    private final Duration minimumAge;
    private final int batchSize;
    private final CacheConsistencyListener listener;

    /**
     * @param minimumAge rows that are younger are left to their writer
     * @param batchSize maximum number of rows in one transaction
     */
    public OutboxRelay(
            OutboxTable table,
            OutboxTransactions transactions,
            CacheStore store,
            Duration minimumAge,
            int batchSize,
            CacheConsistencyListener listener) {
        this.table = table;
        this.transactions = transactions;
        this.store = store;
        this.minimumAge = minimumAge;
        this.batchSize = batchSize;
        this.listener = listener;
    }

    /**
     * Relays one batch.
     *
     * @return whether there may be more rows
     * @throws RuntimeException if the database or Redis fails; the rows are kept then
     */
    boolean runBatch() {
        // Usually no row is due. This needs one statement; a transaction would need six and would lock all rows that it
        // reads.
        if (!table.hasDue(minimumAge)) {
            return false;
        }
        List<OutboxRow> relayed = transactions.call(jdbc -> {
            List<OutboxRow> rows = table.lockDue(jdbc, minimumAge, batchSize);
            if (!rows.isEmpty()) {
                invalidate(rows);
                table.delete(jdbc, rows.stream().map(OutboxRow::id).toList());
            }
            return rows;
        });
        if (!relayed.isEmpty()) {
            listener.onOutbox(OutboxOutcome.RELAYED, relayed.size());
            relayed.forEach(row -> listener.onInvalidation(row.invalidation().key(), InvalidationOutcome.RELAYED));
        }
        return relayed.size() == batchSize;
    }

    private void invalidate(List<OutboxRow> rows) {
        store.invalidate(keys(rows, false));
        keys(rows, true).forEach(pattern -> store.invalidateMatching(pattern.cacheName(), pattern.bytes()));
    }

    private static Set<CacheKey> keys(List<OutboxRow> rows, boolean patterns) {
        return rows.stream()
                .map(OutboxRow::invalidation)
                .filter(invalidation -> invalidation.isPattern() == patterns)
                .map(Invalidation::key)
                .collect(Collectors.toSet());
    }
}
