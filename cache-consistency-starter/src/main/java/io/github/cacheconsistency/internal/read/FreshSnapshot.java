package io.github.cacheconsistency.internal.read;

import io.github.cacheconsistency.internal.cache.GuardedCache;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Ensures that a value which may fill the cache was read from the database after its lease was taken (docs/protocols.md, G1). A
 * transaction may have taken its snapshot earlier, and a persistence context may hold entities that were loaded earlier.
 * Thread-safe.
 *
 * <p>Invariant: between {@link #begin} and the action that it returns, everything that this thread loads is at least as new as
 * the lease. This does not apply to strategies that fill inside transactions.
 */
final class FreshSnapshot {

    private final PersistenceContexts contexts;

    FreshSnapshot(PersistenceContexts contexts) {
        this.contexts = contexts;
    }

    /**
     * Returns whether a load that begins now may fill.
     *
     * @param attended whether the end of the load will be known
     */
    boolean isPossible(GuardedCache cache, boolean attended) {
        if (cache.strategy().fillsInsideTransaction()) {
            return true;
        }
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            return false;
        }
        // With synchronizations but no transaction (SUPPORTS), these would meet the wrong persistence context at their
        // end.
        boolean replaceable = attended && !TransactionSynchronizationManager.isSynchronizationActive();
        return replaceable || !contexts.areBound();
    }

    /**
     * Starts to replace the persistence contexts of this thread. To be called after the lease is taken and before the load.
     *
     * @return an action to run on this thread when the load has ended
     */
    Runnable begin(GuardedCache cache) {
        return cache.strategy().fillsInsideTransaction() || !contexts.areBound() ? () -> {} : contexts.replace();
    }
}
