package io.github.cacheconsistency.coordination;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.core.exception.AcquirePermissionCancelledException;
import java.time.Duration;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Limits how many loads run on this node at the same time, so that a cold or unreachable cache does not drain the
 * database's connection pool.
 *
 * <p>Invariant: a thread holds at most one permit, and takes none inside a transaction. It then holds a connection
 * already; waiting for a permit with a connection in hand could starve the loads that need it.
 */
public final class LoadLimiter {

    private final Bulkhead bulkhead;
    private final ThreadLocal<Integer> depth = ThreadLocal.withInitial(() -> 0);

    /**
     * @param maxConcurrent loads at the same time
     * @param maxWait how long a load waits for its turn before it fails
     */
    public LoadLimiter(int maxConcurrent, Duration maxWait) {
        this.bulkhead = Bulkhead.of(
                "cache-consistency-loads",
                BulkheadConfig.custom()
                        .maxConcurrentCalls(maxConcurrent)
                        .maxWaitDuration(maxWait)
                        .build());
    }

    /**
     * Waits for a permit; give it back on the same thread.
     *
     * @throws TransientDataAccessResourceException if no turn comes in time, as a connection pool would say it
     */
    Permit acquire() {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            return Permit.NONE;
        }
        if (depth.get() == 0) {
            awaitTurn();
        }
        depth.set(depth.get() + 1);
        return this::release;
    }

    private void awaitTurn() {
        // An interrupted reader still gets its value if there is room; only waiting ends by an interruption.
        boolean interrupted = Thread.interrupted();
        try {
            bulkhead.acquirePermission();
        } catch (AcquirePermissionCancelledException interruption) {
            interrupted = true;
            throw new TransientDataAccessResourceException(
                    "Interrupted while waiting for one of the concurrent loads to end", interruption);
        } catch (BulkheadFullException overload) {
            BulkheadConfig limit = bulkhead.getBulkheadConfig();
            throw new TransientDataAccessResourceException(
                    ("Expected to load from the database within %s, but all %d concurrent loads were taken. Raise"
                                    + " cache-consistency.load.max-concurrent if the connection pool has room, or"
                                    + " cache-consistency.load.max-wait.")
                            .formatted(limit.getMaxWaitDuration(), limit.getMaxConcurrentCalls()),
                    overload);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void release() {
        int remaining = depth.get() - 1;
        if (remaining > 0) {
            depth.set(remaining);
        } else {
            depth.remove();
            bulkhead.onComplete();
        }
    }

    /** The right to load. */
    @FunctionalInterface
    interface Permit {

        Permit NONE = () -> {};

        void release();
    }
}
