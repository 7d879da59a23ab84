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
 * Invalidates what stands in the outbox although its writer had time to do so itself: the writer died, or Redis failed
 * (docs/protocols.md, "Outbox"). Relays of several nodes share the rows: what one has locked the others skip.
 *
 * <p>Invariant: a row goes only in a transaction that commits after Redis has taken its invalidation.
 */
public final class OutboxRelay {

    private final OutboxTable table;
    private final OutboxTransactions transactions;
    private final CacheStore store;
    private final Duration minimumAge;
    private final int batchSize;
    private final CacheConsistencyListener listener;

    /** @param minimumAge how old a row must be */
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
     * @return whether there may be more
     * @throws RuntimeException if the database or Redis fails; the rows stay then
     */
    boolean runBatch() {
        // Mostly there is nothing: one statement, instead of a transaction that costs six and locks all rows it looks
        // at.
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
