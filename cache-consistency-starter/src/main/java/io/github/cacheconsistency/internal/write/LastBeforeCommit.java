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
 * What must happen while the transaction is still open: invalidations, for strategies that invalidate while it holds its
 * row locks, and the rows of the outbox. Comes last of all callbacks before the commit, because those may still write.
 *
 * <p>Invariants: everything the transaction writes has reached the database before the invalidation (docs/protocols.md,
 * G3); JPA flushes after these callbacks, so it is told to flush here. And nothing commits that is neither invalidated
 * by then nor in the outbox, if there is one.
 */
final class LastBeforeCommit implements TransactionSynchronization {

    private static final Logger log = LoggerFactory.getLogger(LastBeforeCommit.class);

    private final WriteSet writes;
    private final FlushBeforeCommit flush;
    private final InvalidationDispatcher cacheWrites;
    private final Outbox outbox;
    private boolean refused;
    private @Nullable WriteRefusedException refusal;

    /** What the transaction had changed when this was done with it. */
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
     * Another callback before the commit may have come after this one, or have made the transaction's first change, too
     * late for this one to be called. It is too late to refuse the commit as well. Before a rollback this is needless and
     * does no harm.
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
            // A rollback on a broken transaction, mostly. If it is a commit, what fails after it is written then.
            log.debug("The outbox took no row so late", failure);
        }
        degradeIfRefused(due);
    }

    /** A read-only transaction has changed nothing, and may write nothing. */
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
