package io.github.cacheconsistency.coordination;

import io.github.cacheconsistency.CacheConsistencyListener;
import io.github.cacheconsistency.CacheConsistencyListener.InvalidationOutcome;
import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.CacheStore;
import io.github.cacheconsistency.Mutation;
import io.github.cacheconsistency.WriteRefusedException;
import java.util.Collection;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the cache in line with what the database has committed, or is about to. After a commit nothing is thrown: it
 * cannot be taken back, so what fails is handed to {@link PendingInvalidations} and reported (guard 8). Thread-safe.
 */
public final class CommittedWrites {

    private static final Logger log = LoggerFactory.getLogger(CommittedWrites.class);

    private final CacheStore store;
    private final PendingInvalidations pending;
    private final CacheConsistencyListener listener;

    public CommittedWrites(CacheStore store, PendingInvalidations pending, CacheConsistencyListener listener) {
        this.store = store;
        this.pending = pending;
        this.listener = listener;
    }

    /**
     * Invalidates in one round trip what a transaction that is about to commit has changed.
     *
     * @param patterns of keys; each takes round trips of its own
     * @throws WriteRefusedException if Redis fails; the transaction must not commit then
     */
    public void invalidateBeforeCommit(Collection<CacheKey> keys, Collection<CacheKey> patterns) {
        try {
            store.invalidateBeforeCommit(keys);
            patterns.forEach(pattern -> store.invalidateMatching(pattern.cacheName(), pattern.bytes()));
        } catch (RuntimeException redisFailure) {
            throw new WriteRefusedException(keys.isEmpty() ? patterns : keys, redisFailure);
        }
    }

    /** Applies a change that belongs to no transaction. */
    public void applyOutsideTransaction(GuardedCache cache, Mutation mutation) {
        if (cache.strategy().invalidatesBeforeCommit()) {
            invalidateOrRetry(List.of(mutation.key()), List.of());
        }
        apply(cache, List.of(mutation));
    }

    /** Invalidates what can no longer be refused; what fails is retried. */
    public void invalidateOrRetry(Collection<CacheKey> keys, Collection<CacheKey> patterns) {
        try {
            invalidateBeforeCommit(keys, patterns);
        } catch (WriteRefusedException redisFailure) {
            log.debug("Redis failed to invalidate", redisFailure);
            pending.add(keys);
            patterns.forEach(pending::addPattern);
        }
    }

    /** Applies changes that were committed. */
    public void apply(GuardedCache cache, Collection<Mutation> mutations) {
        List<CacheKey> keys = mutations.stream().map(Mutation::key).toList();
        try {
            cache.strategy().afterCommit(mutations);
            keys.forEach(key -> listener.onInvalidation(key, InvalidationOutcome.SUCCEEDED));
        } catch (RuntimeException redisFailure) {
            log.debug("Redis failed after a commit to cache '{}'", cache.name(), redisFailure);
            pending.add(keys);
        }
    }

    /**
     * Applies changes of which nobody knows whether they were committed. Their new values must not be published then,
     * so the keys can only be invalidated (guard 5).
     */
    public void applyWithUnknownOutcome(GuardedCache cache, Collection<Mutation> mutations) {
        apply(
                cache,
                mutations.stream()
                        .map(mutation -> Mutation.invalidation(mutation.key()))
                        .toList());
    }

    /** Removes all entries that match {@code pattern}, leases included (guard 9). */
    public void clear(GuardedCache cache, byte[] pattern) {
        CacheKey all = new CacheKey(cache.name(), pattern);
        try {
            store.invalidateMatching(cache.name(), pattern);
            listener.onInvalidation(all, InvalidationOutcome.SUCCEEDED);
        } catch (RuntimeException redisFailure) {
            log.debug("Redis failed to clear cache '{}'", cache.name(), redisFailure);
            pending.addPattern(all);
        }
        cache.strategy().afterClear(pattern);
    }
}
