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
 * The path of every write, whatever the strategy: in the caller's transaction if there is one (docs/protocols.md, "Frame of
 * every read and write"). Thread-safe.
 *
 * <p>Invariant: nothing is published to the cache before the transaction that produced it has committed. If several
 * transactions are open on the thread, that may be any of them.
 */
public final class WritePath {

    private static final Logger log = LoggerFactory.getLogger(WritePath.class);

    private final TransactionRunner transactions;
    private final InvalidationDispatcher dispatcher;
    private final FlushBeforeCommit flush;
    private final Outbox outbox;
    private final OpenTransactions openTransactions;
    /** The key under which the current transaction's {@link WriteSet} is bound to the thread. */
    private final Object resourceKey = new Object();
    /** Set while {@link #capture} runs on the thread. */
    private final ThreadLocal<@Nullable List<Write>> captured = new ThreadLocal<>();

    /**
     * @param flush sends the changes that the active transaction still holds in memory to the database
     */
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
     * Runs {@code action} in the caller's transaction or a new one, and publishes its result when the transaction commits.
     *
     * @param mutation returns the change to publish for the result of the action
     * @return the result of {@code action}
     * @throws X whatever the action throws, unchanged
     */
    public <T, X extends Exception> @Nullable T update(
            GuardedCache cache, CacheKey key, DatabaseAction<T, X> action, Function<@Nullable T, Mutation> mutation)
            throws X {
        return transactions.run(() -> {
            // Recorded before the action: from now on this transaction must not read the key from the cache.
            record(cache, Mutation.invalidation(key));
            T result = action.run();
            record(cache, mutation.apply(result));
            return result;
        });
    }

    /** Publishes {@code mutation} when the active transaction commits, or at once if there is none. */
    public void record(GuardedCache cache, Mutation mutation) {
        accept(Write.of(cache, mutation));
    }

    /** Clears the cache when the active transaction commits, or at once if there is none. */
    public void clear(GuardedCache cache, byte[] pattern) {
        accept(Write.clearing(cache, pattern));
    }

    /** Runs {@code action} and returns the changes that it requests on this thread. None of them is applied. */
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

    /**
     * Returns the transactions that are active on this thread, for a method that may end on another one; {@code null} if there
     * is none.
     */
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
     * Publishes the {@code writes} of a method that was called in {@code began} and has ended on this thread. If those
     * transactions have ended, the writes are published now. Otherwise their keys are invalidated now and again at the end of
     * the transactions, because until the commit readers fill the old value.
     */
    public void publish(List<Write> writes, @Nullable CallTransactions began) {
        // In this order: if the transactions do not accept the writes, they have ended, and the writes are applied
        // after their commit.
        boolean open = began != null && began.add(writes);
        writes.forEach(write -> accept(open ? write.withoutValue() : write));
    }

    /** Runs the steps of the strategies that precede writes. The writes themselves are applied later. */
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
        // The row may belong to an outer transaction. Until that has ended, neither the change nor a row of the outbox
        // is known to be committed.
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
     * Returns whether the active transaction has written {@code key}, so that it must not be read from the cache
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
            // This step is an optimization: the decisive invalidation follows the commit and is retried.
            log.debug("Redis failed before a write to cache '{}'", cache.name(), redisFailure);
        }
    }

    /** Returns whether a write that is requested now would wait for the commit of the active transaction. */
    public boolean isDeferred() {
        return TransactionSynchronizationManager.isActualTransactionActive()
                && TransactionSynchronizationManager.isSynchronizationActive()
                // A write by a callback at the end of the transaction: the transaction has ended already.
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
