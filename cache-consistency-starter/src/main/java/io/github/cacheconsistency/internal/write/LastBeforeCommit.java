package io.github.cacheconsistency.internal.write;

import io.github.cacheconsistency.WriteRefusedException;
import io.github.cacheconsistency.internal.cache.Invalidation;
import io.github.cacheconsistency.internal.outbox.Outbox;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The steps that must happen while the transaction is still open: invalidations, for strategies that invalidate while the
 * transaction holds its row locks, and the rows of the outbox. Runs after all other callbacks before the commit, because those
 * may still write.
 *
 * <p>Invariants: all changes of the transaction have reached the database before the invalidation (docs/protocols.md, G3). JPA
 * flushes only after these callbacks, so this class flushes it explicitly. If there is an outbox, every change is invalidated
 * before the commit or has a row in the outbox.
 */
final class LastBeforeCommit implements TransactionSynchronization {

    private static final Logger log = LoggerFactory.getLogger(LastBeforeCommit.class);

    private final WriteSet writes;
    private final FlushBeforeCommit flush;
    private final InvalidationDispatcher cacheWrites;
    private final Outbox outbox;
    private boolean refused;
    private @Nullable WriteRefusedException refusal;

    /** The value of {@link WriteSet#additions} up to which these steps are done. */
    private int settled;

    LastBeforeCommit(WriteSet writes, FlushBeforeCommit flush, InvalidationDispatcher cacheWrites, Outbox outbox) {
        this.writes = writes;
        this.flush = flush;
        this.cacheWrites = cacheWrites;
        this.outbox = outbox;
    }

    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }

    @Override
    public void beforeCommit(boolean readOnly) {
        refused = true;
        writes.takeLate();
        List<Invalidation> due = writes.dueBeforeCommit();
        if (!due.isEmpty()) {
            invalidate(due);
        }
        writeRows(readOnly);
        degradeIfRefused(due);
        settled = writes.additions();
        refused = false;
        writes.commitAttempted();
    }

    private void invalidate(List<Invalidation> due) {
        flush.flush();
        writes.invalidated(due);
        try {
            cacheWrites.invalidateBeforeCommit(due);
        } catch (WriteRefusedException redisFailure) {
            if (!outbox.isEnabled() || !writes.mayDegrade()) {
                throw redisFailure;
            }
            log.debug("Redis failed before the commit, which goes on", redisFailure);
            writes.needRows(due);
            refusal = redisFailure;
        }
    }

    private void degradeIfRefused(List<Invalidation> due) {
        WriteRefusedException cause = refusal;
        if (cause != null) {
            cacheWrites.degrade(due, writes.rows(), cause);
            refusal = null;
        }
    }

    /**
     * Handles changes that were made too late for {@link #beforeCommit}: by a later callback, or as the first change of the
     * transaction in such a callback. The commit cannot be refused any more. Before a rollback this is unnecessary but
     * harmless.
     */
    @Override
    public void beforeCompletion() {
        writes.takeLate();
        if (refused || settled == writes.additions()) {
            return;
        }
        List<Invalidation> due = writes.dueBeforeCommit();
        if (!due.isEmpty()) {
            writes.invalidated(due);
            try {
                cacheWrites.invalidateBeforeCommit(due);
            } catch (WriteRefusedException redisFailure) {
                log.debug("Redis failed before the commit, too late to refuse it", redisFailure);
                writes.needRows(due);
                refusal = redisFailure;
            }
        }
        try {
            writeRows(TransactionSynchronizationManager.isCurrentTransactionReadOnly());
        } catch (RuntimeException failure) {
            // Usually a rollback of a broken transaction. If it is a commit, failed invalidations are written to the
            // outbox after it.
            log.debug("The outbox took no row so late", failure);
        }
        degradeIfRefused(due);
    }

    /** Skips read-only transactions: they have changed nothing and may not write. */
    private void writeRows(boolean readOnly) {
        if (!outbox.isEnabled() || readOnly) {
            return;
        }
        List<Invalidation> unwritten = writes.withoutRow();
        if (!unwritten.isEmpty()) {
            writes.rows().add(unwritten, outbox.write(unwritten));
        }
    }
}
