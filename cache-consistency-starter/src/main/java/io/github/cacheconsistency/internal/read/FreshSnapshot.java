package io.github.cacheconsistency.internal.read;

import io.github.cacheconsistency.internal.cache.GuardedCache;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * docs/protocols.md, G1: a value may only fill the cache if it was read from the database after its lease was taken. A
 * transaction may have taken its snapshot before, and a persistence context may remember what it loaded before.
 * Thread-safe.
 *
 * <p>Invariant: between {@link #begin} and the action that it returns, everything that this thread loads is as new as
 * the lease. Strategies that fill inside transactions do not care, and are left alone.
 */
final class FreshSnapshot {

    private final PersistenceContexts contexts;

    FreshSnapshot(PersistenceContexts contexts) {
        this.contexts = contexts;
    }

    /**
     * Whether a load that begins now may fill.
     *
     * @param attended whether somebody will tell when it ends
     */
    boolean isPossible(GuardedCache cache, boolean attended) {
        if (cache.strategy().fillsInsideTransaction()) {
            return true;
        }
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            return false;
        }
        // Synchronizations without a transaction (SUPPORTS) would meet the wrong persistence context at their end.
        boolean replaceable = attended && !TransactionSynchronizationManager.isSynchronizationActive();
        return replaceable || !contexts.areBound();
    }

    /** To be called when the lease is taken and before the load; the returned action when the load has ended. */
    Runnable begin(GuardedCache cache) {
        return cache.strategy().fillsInsideTransaction() || !contexts.areBound() ? () -> {} : contexts.replace();
    }
}
