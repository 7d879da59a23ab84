package io.github.cacheconsistency.internal.write;

import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.DatabaseAction;
import io.github.cacheconsistency.internal.cache.GuardedCache;
import io.github.cacheconsistency.internal.outbox.Outbox;
import io.github.cacheconsistency.internal.outbox.OutboxRows;
import io.github.cacheconsistency.spi.Mutation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * How every write goes, whatever the strategy: in the caller's transaction where there is one (docs/protocols.md,
 * "Frame of every read and write"). Thread-safe.
 *
 * <p>Invariant: nothing is published to the cache before the transaction that produced it has committed; of several that
 * are open on the thread, it may be any.
 */
public final class WritePath {

    private static final Logger log = LoggerFactory.getLogger(WritePath.class);

    private final TransactionRunner transactions;
    private final InvalidationDispatcher dispatcher;
    private final FlushBeforeCommit flush;
    private final Outbox outbox;
    private final OpenTransactions openTransactions;
    /** Under which the current transaction's {@link WriteSet} is bound to the thread. */
    private final Object resourceKey = new Object();
    /** Bound while {@link #capture} runs on the thread. */
    private final ThreadLocal<@Nullable List<Write>> captured = new ThreadLocal<>();

    /** @param flush sends what the active transaction still holds back to the database */
    public WritePath(
            TransactionRunner transactions,
            InvalidationDispatcher dispatcher,
            FlushBeforeCommit flush,
            Outbox outbox,
            OpenTransactions openTransactions) {
        this.transactions = transactions;
        this.dispatcher = dispatcher;
        this.flush = flush;
        this.outbox = outbox;
        this.openTransactions = openTransactions;
    }

    /**
     * Runs {@code action} in the caller's transaction or one of its own, and publishes its result when that commits.
     *
     * @param mutation makes the change to publish from what the action returned
     * @throws X whatever the action throws, unchanged
     */
    public <T, X extends Exception> @Nullable T update(
            GuardedCache cache, CacheKey key, DatabaseAction<T, X> action, Function<@Nullable T, Mutation> mutation)
            throws X {
        return transactions.run(() -> {
            // Before the action: from here on this transaction must not read its own key from the cache.
            record(cache, Mutation.invalidation(key));
            T result = action.run();
            record(cache, mutation.apply(result));
            return result;
        });
    }

    /** Publishes {@code mutation} when the active transaction commits, or at once where there is none. */
    public void record(GuardedCache cache, Mutation mutation) {
        accept(Write.of(cache, mutation));
    }

    /** Clears the cache when the active transaction commits, or at once where there is none. */
    public void clear(GuardedCache cache, byte[] pattern) {
        accept(Write.clearing(cache, pattern));
    }

    /** What {@code action} would change on this thread; nothing of it is applied. */
    public List<Write> capture(Runnable action) {
        List<Write> outer = captured.get();
        List<Write> writes = new ArrayList<>(1);
        captured.set(writes);
        try {
            action.run();
        } finally {
            if (outer == null) {
                captured.remove();
            } else {
                captured.set(outer);
            }
        }
        return writes;
    }

    /** The transactions that are active on this thread, for what ends on others; {@code null} if none is. */
    public @Nullable CallTransactions callTransactions() {
        WriteSet writes = currentWrites();
        List<WriteInbox> inboxes = new ArrayList<>(1);
        if (writes != null) {
            inboxes.add(writes.inbox());
        }
        openTransactions.besides(writes).forEach(outer -> inboxes.add(outer.inbox(dispatcher)));
        return inboxes.isEmpty() ? null : new CallTransactions(inboxes);
    }

    /**
     * Publishes {@code writes} of a method that was called in {@code began} and has ended on this thread: now, and once more
     * when those transactions end, for until their commit readers fill the old value.
     */
    public void publish(List<Write> writes, @Nullable CallTransactions began) {
        // In this order: transactions that do not take them are over, and what is applied then comes after their
        // commit.
        boolean open = began != null && began.add(writes);
        writes.forEach(write -> accept(open ? write.withoutValue() : write));
    }

    /** What a strategy does before the writes that it will apply later. */
    void beforeWrite(List<Write> writes) {
        writes.forEach(write -> {
            if (write.mutation() != null) {
                beforeWrite(write.cache(), List.of(write.mutation().key()));
            }
        });
    }

    private void accept(Write write) {
        List<Write> capturing = captured.get();
        if (capturing != null) {
            capturing.add(write);
            return;
        }
        WriteSet writes = currentWrites();
        List<OpenTransaction> outer = openTransactions.besides(writes);
        if (outer.isEmpty()) {
            accept(writes, write);
            return;
        }
        // The row may be the outer one's: until that has ended nothing is known to be committed, nor a row of the
        // outbox.
        outer.forEach(transaction -> transaction.carry(write, dispatcher));
        if (writes != null) {
            writes.rows().keep();
        }
        accept(writes, write.withoutValue());
    }

    private void accept(@Nullable WriteSet writes, Write write) {
        if (writes == null) {
            applyOutsideTransaction(write);
            return;
        }
        CacheKey first = writes.add(write);
        if (first != null) {
            beforeWrite(write.cache(), List.of(first));
        }
    }

    private void applyOutsideTransaction(Write write) {
        if (write.mutation() != null) {
            dispatcher.applyOutsideTransaction(write.cache(), write.mutation());
        } else if (write.pattern() != null) {
            dispatcher.clear(write.cache(), write.pattern(), new OutboxRows());
        }
    }

    /**
     * Whether the active transaction has written {@code key}, so that it must not be read from the cache
     * (docs/protocols.md, G1).
     */
    public boolean wroteInTransaction(CacheKey key) {
        return TransactionSynchronizationManager.getResource(resourceKey) instanceof WriteSet writes
                        && !writes.isFinished()
                        && writes.contains(key)
                || openTransactions.wrote(key);
    }

    private void beforeWrite(GuardedCache cache, Collection<CacheKey> keys) {
        try {
            cache.strategy().beforeWrite(keys);
        } catch (RuntimeException redisFailure) {
            // Only a head start: what counts is done after the commit, and retried from there.
            log.debug("Redis failed before a write to cache '{}'", cache.name(), redisFailure);
        }
    }

    /** Whether a write now would wait for the commit of the active transaction. */
    public boolean isDeferred() {
        return TransactionSynchronizationManager.isActualTransactionActive()
                && TransactionSynchronizationManager.isSynchronizationActive()
                // A callback of the transaction's end writes: the transaction is over already.
                && !(TransactionSynchronizationManager.getResource(resourceKey) instanceof WriteSet writes
                        && writes.isFinished());
    }

    private @Nullable WriteSet currentWrites() {
        if (!isDeferred()) {
            return null;
        }
        if (TransactionSynchronizationManager.getResource(resourceKey) instanceof WriteSet writes) {
            return writes;
        }
        WriteSet writes = new WriteSet();
        TransactionSynchronizationManager.bindResource(resourceKey, writes);
        WriteSynchronization end = new WriteSynchronization(resourceKey, writes, dispatcher);
        TransactionSynchronizationManager.registerSynchronization(end);
        TransactionSynchronizationManager.registerSynchronization(
                new LastBeforeCommit(writes, flush, dispatcher, outbox));
        OpenTransaction innermost = openTransactions.innermost();
        if (innermost != null) {
            innermost.registered(end);
        }
        return writes;
    }
}
