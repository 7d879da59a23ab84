package io.github.cacheconsistency.internal.write;

import io.github.cacheconsistency.CacheConsistencyListener;
import io.github.cacheconsistency.CacheConsistencyListener.InvalidationOutcome;
import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.ConsistencyProperty;
import io.github.cacheconsistency.WriteRefusedException;
import io.github.cacheconsistency.internal.cache.GuardedCache;
import io.github.cacheconsistency.internal.cache.Invalidation;
import io.github.cacheconsistency.internal.outbox.Outbox;
import io.github.cacheconsistency.internal.outbox.OutboxRows;
import io.github.cacheconsistency.spi.CacheStore;
import io.github.cacheconsistency.spi.Mutation;
import java.util.Collection;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies committed changes to the cache, and invalidates before commits. After a commit nothing is thrown, because the commit
 * cannot be undone: failed invalidations are passed to {@link PendingInvalidations} and reported (docs/protocols.md, G8). Those
 * in the {@link Outbox} are also left to its relay. Thread-safe.
 */
public final class InvalidationDispatcher {

    private static final Logger log = LoggerFactory.getLogger(InvalidationDispatcher.class);

    private final CacheStore store;
    private final PendingInvalidations pending;
    private final Outbox outbox;
    private final CacheConsistencyListener listener;

    public InvalidationDispatcher(
            CacheStore store, PendingInvalidations pending, Outbox outbox, CacheConsistencyListener listener) {
        this.store = store;
        this.pending = pending;
        this.outbox = outbox;
        this.listener = listener;
    }

    /**
     * Invalidates the changes of a transaction that is about to commit. All keys take one round trip; each pattern takes
     * several.
     *
     * @throws WriteRefusedException if Redis fails; the transaction must not commit then
     */
    public void invalidateBeforeCommit(Collection<Invalidation> invalidations) {
        List<Invalidation> patterns =
                invalidations.stream().filter(Invalidation::isPattern).toList();
        List<CacheKey> keys = invalidations.stream()
                .filter(invalidation -> !invalidation.isPattern())
                .map(Invalidation::key)
                .toList();
        try {
            store.invalidateBeforeCommit(keys);
            patterns.forEach(pattern -> store.invalidateMatching(
                    pattern.key().cacheName(), pattern.key().bytes()));
        } catch (RuntimeException redisFailure) {
            throw new WriteRefusedException(
                    invalidations.stream().map(Invalidation::key).toList(), redisFailure);
        }
    }

    /**
     * Handles invalidations that failed before a commit which proceeds all the same: this node bypasses the cache for these
     * keys and retries the invalidations.
     *
     * @param cause the failure of Redis
     */
    public void degrade(Collection<Invalidation> invalidations, OutboxRows rows, Exception cause) {
        rows.degrade(invalidations);
        pending.add(written(invalidations, rows), InvalidationOutcome.DEGRADED, true, cause);
        pending.add(unwritten(invalidations, rows), InvalidationOutcome.FAILED, false, cause);
    }

    /** Applies a change that belongs to no transaction. */
    public void applyOutsideTransaction(GuardedCache cache, Mutation mutation) {
        OutboxRows noRows = new OutboxRows();
        if (cache.strategy().invalidatesBeforeCommit()) {
            List<Invalidation> key = List.of(Invalidation.of(mutation.key()));
            try {
                invalidateBeforeCommit(key);
            } catch (WriteRefusedException redisFailure) {
                log.debug("Redis failed to invalidate", redisFailure);
                failed(key, noRows, redisFailure);
                return;
            }
        }
        apply(cache, List.of(mutation), noRows);
    }

    /**
     * Applies committed changes.
     *
     * @param rows the rows of the transaction in the outbox
     */
    public void apply(GuardedCache cache, Collection<Mutation> mutations, OutboxRows rows) {
        List<Invalidation> direct = mutations.stream()
                .map(mutation -> Invalidation.of(mutation.key()))
                .filter(key -> !rows.isDegraded(key))
                .toList();
        try {
            cache.strategy().afterCommit(mutations);
            succeeded(cache, direct, storedPuts(cache, mutations), rows);
        } catch (RuntimeException redisFailure) {
            log.debug("Redis failed after a commit to cache '{}'", cache.name(), redisFailure);
            failed(direct, rows, redisFailure);
        }
    }

    /**
     * Applies changes for which it is unknown whether they were committed. Their new values must not be published, so the keys
     * are only invalidated (docs/protocols.md, G5). The commit may still be in progress, and a reader may fill the old value
     * after this call. So the rows of the outbox are kept: the relay sees them if they are committed, and only after the
     * commit.
     */
    public void applyWithUnknownOutcome(GuardedCache cache, Collection<Mutation> mutations, OutboxRows rows) {
        rows.keep();
        apply(
                cache,
                mutations.stream()
                        .map(mutation -> Mutation.invalidation(mutation.key()))
                        .toList(),
                rows);
    }

    /** Removes a key whose value cannot be read. No write belongs to this invalidation. */
    public void removeUnreadable(CacheKey key) {
        try {
            store.invalidate(List.of(key));
            listener.onInvalidation(key, InvalidationOutcome.SUCCEEDED);
        } catch (RuntimeException redisFailure) {
            log.debug("Redis failed to remove unreadable bytes", redisFailure);
            pending.add(List.of(key), redisFailure);
        }
    }

    /** Removes all entries that match {@code pattern}, leases included (docs/protocols.md, G9). */
    public void clear(GuardedCache cache, byte[] pattern, OutboxRows rows) {
        List<Invalidation> all = List.of(Invalidation.matching(new CacheKey(cache.name(), pattern)));
        if (!rows.isDegraded(all.get(0))) {
            try {
                store.invalidateMatching(cache.name(), pattern);
                succeeded(cache, all, List.of(), rows);
            } catch (RuntimeException redisFailure) {
                log.debug("Redis failed to clear cache '{}'", cache.name(), redisFailure);
                failed(all, rows, redisFailure);
            }
        }
        cache.strategy().afterClear(pattern);
    }

    /**
     * Reports successful invalidations and removes their rows. A strategy that does not guarantee convergence may fill a stale
     * value afterwards, so its rows are kept and the relay invalidates again. The rows of {@code storedPuts} are removed in any
     * case, because the relay would remove the new values.
     */
    private void succeeded(
            GuardedCache cache,
            Collection<Invalidation> invalidations,
            Collection<Invalidation> storedPuts,
            OutboxRows rows) {
        invalidations.forEach(done -> listener.onInvalidation(done.key(), InvalidationOutcome.SUCCEEDED));
        List<Long> removable = rows.removable(invalidations);
        if (!removable.isEmpty() && !cache.strategy().guarantees().contains(ConsistencyProperty.CONVERGES)) {
            removable = rows.removable(storedPuts);
        }
        if (!removable.isEmpty()) {
            outbox.remove(removable);
        }
    }

    private static List<Invalidation> storedPuts(GuardedCache cache, Collection<Mutation> mutations) {
        List<Invalidation> puts = mutations.stream()
                .filter(mutation -> mutation.isPut() && mutation.newValue() != null)
                .map(mutation -> Invalidation.of(mutation.key()))
                .toList();
        return !puts.isEmpty() && cache.strategy().storesPuts() ? puts : List.of();
    }

    private void failed(Collection<Invalidation> invalidations, OutboxRows rows, Exception cause) {
        List<Invalidation> unwritten = unwritten(invalidations, rows);
        pending.add(written(invalidations, rows), InvalidationOutcome.FAILED, true, cause);
        // The keys are added first, because the database may answer slowly.
        pending.add(unwritten, InvalidationOutcome.FAILED, false, cause);
        if (!unwritten.isEmpty() && outbox.writeAlone(unwritten)) {
            pending.becameDurable(unwritten);
        }
    }

    private static List<Invalidation> written(Collection<Invalidation> invalidations, OutboxRows rows) {
        return invalidations.stream().filter(rows::contains).toList();
    }

    private static List<Invalidation> unwritten(Collection<Invalidation> invalidations, OutboxRows rows) {
        return invalidations.stream()
                .filter(invalidation -> !rows.contains(invalidation))
                .toList();
    }
}
