package io.github.cacheconsistency.internal.read;

import io.github.cacheconsistency.CacheConsistencyListener;
import io.github.cacheconsistency.CacheConsistencyListener.FillOutcome;
import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.internal.cache.GuardedCache;
import io.github.cacheconsistency.spi.CacheStore;
import io.github.cacheconsistency.spi.Fill;
import io.github.cacheconsistency.spi.FillExecutor;
import io.github.cacheconsistency.spi.FillPermit;
import io.github.cacheconsistency.spi.KeyState;
import io.github.cacheconsistency.spi.LeaseToken;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * A read that missed and is about to load. Used by one thread: load, then call {@link #offer} or {@link #fill} at most once,
 * then {@link #close} in any case. {@code close} releases the lease if no value was offered. Redis failures are reported, not
 * thrown (docs/protocols.md, G8).
 */
public final class Load implements Lookup, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Load.class);

    private final GuardedCache cache;
    private final CacheKey key;
    private final FillExecutor fills;
    private final CacheConsistencyListener listener;
    private final boolean insideTransaction;
    private final @Nullable BatchFills batch;
    private final List<Runnable> atEnd = new ArrayList<>(2);
    private @Nullable FillPermit permit;
    private @Nullable InFlightLoad inFlight;
    private Runnable completion = () -> {};
    private boolean closed;

    Load(
            GuardedCache cache,
            CacheKey key,
            @Nullable FillPermit permit,
            FillExecutor fills,
            CacheConsistencyListener listener) {
        this(cache, key, permit, fills, null, listener);
    }

    /** A load of a batch, whose fills are sent together. */
    Load(
            GuardedCache cache,
            CacheKey key,
            @Nullable FillPermit permit,
            BatchFills batch,
            CacheConsistencyListener listener) {
        this(cache, key, permit, Runnable::run, batch, listener);
    }

    private Load(
            GuardedCache cache,
            CacheKey key,
            @Nullable FillPermit permit,
            FillExecutor fills,
            @Nullable BatchFills batch,
            CacheConsistencyListener listener) {
        this.batch = batch;
        this.cache = cache;
        this.key = key;
        this.permit = permit;
        this.fills = fills;
        this.listener = listener;
        this.insideTransaction = TransactionSynchronizationManager.isActualTransactionActive();
    }

    /** Registers an action for {@link #close}. It must not fail. */
    void atEnd(Runnable action) {
        atEnd.add(action);
    }

    /**
     * Registers the action that completes {@code inFlight}. It runs when the fill is done, or in {@link #close} if there is no
     * fill.
     */
    void completesBy(InFlightLoad inFlight, Runnable action) {
        this.inFlight = inFlight;
        this.completion = action;
    }

    /** Returns the key to load. */
    public CacheKey key() {
        return key;
    }

    /** Returns whether the load began inside a transaction. */
    public boolean isInsideTransaction() {
        return insideTransaction;
    }

    /** Returns whether a value may be offered. If not, the loaded value is only for the caller. */
    public boolean mayFill() {
        return permit != null;
    }

    /**
     * Offers the loaded value to the cache. Does not wait for the fill if the strategy fills asynchronously. In a batch, the
     * value is filled at the end of the batch, together with the others.
     *
     * @param requestedTimeToLive the time-to-live of the cache's own configuration; {@code null} for no expiry
     * @param nullValue whether {@code value} stands for {@code null}
     */
    public void offer(KeyState.Value value, @Nullable Duration requestedTimeToLive, boolean nullValue) {
        if (batch == null && !cache.strategy().fillsAsynchronously()) {
            fill(value, requestedTimeToLive, nullValue);
            return;
        }
        FillPermit spent = permit;
        if (spent == null) {
            return;
        }
        Duration timeToLive = cache.timeToLivePolicy().timeToLive(requestedTimeToLive, nullValue);
        permit = null;
        if (batch != null) {
            batch.add(new Fill(key, spent, value, timeToLive));
            return;
        }
        // Followers look the key up in Redis when the in-flight load has completed (docs/protocols.md, G2), so the fill
        // must come first.
        Runnable afterwards = completion;
        completion = () -> {};
        if (inFlight != null) {
            inFlight.handOver();
        }
        Fill fill = new Fill(key, spent, value, timeToLive);
        handOver(fills, new OfferedFills(cache, List.of(fill), listener, afterwards));
    }

    /**
     * Runs {@code fill} with {@code fills}, or on this thread if it is rejected: a rejected fill must not fail the read
     * (docs/protocols.md, G8).
     */
    static void handOver(FillExecutor fills, Runnable fill) {
        try {
            fills.execute(fill);
        } catch (RuntimeException notTaken) {
            log.debug("A fill was not taken and runs on the reader's thread", notTaken);
            fill.run();
        }
    }

    /**
     * Offers the loaded value to the cache and waits for the answer.
     *
     * @param requestedTimeToLive the time-to-live of the cache's own configuration; {@code null} for no expiry
     * @param nullValue whether {@code value} stands for {@code null}
     * @return whether the value is cached now
     */
    public boolean fill(KeyState.Value value, @Nullable Duration requestedTimeToLive, boolean nullValue) {
        FillPermit spent = permit;
        if (spent == null) {
            return false;
        }
        permit = null;
        Duration timeToLive = cache.timeToLivePolicy().timeToLive(requestedTimeToLive, nullValue);
        return accepted(() -> cache.strategy().fill(key, spent, value, timeToLive));
    }

    /**
     * Offers the value like {@link #fill}, but replaces nothing except the lease: a strategy could also replace an older value.
     *
     * @return whether the value is cached now; {@code false} for a strategy without leases, which may still fill afterwards
     */
    public boolean fillUnlessHeld(
            CacheStore store, KeyState.Value value, @Nullable Duration requestedTimeToLive, boolean nullValue) {
        LeaseToken token = permit == null ? null : permit.token();
        if (token == null) {
            return false;
        }
        permit = null;
        Duration timeToLive = cache.timeToLivePolicy().timeToLive(requestedTimeToLive, nullValue);
        return accepted(() -> store.fill(key, token, value, timeToLive));
    }

    private boolean accepted(BooleanSupplier fill) {
        try {
            boolean accepted = fill.getAsBoolean();
            listener.onFill(key, accepted ? FillOutcome.ACCEPTED : FillOutcome.REFUSED);
            return accepted;
        } catch (RuntimeException redisFailure) {
            listener.onFill(key, FillOutcome.FAILED, redisFailure);
            log.debug("Fill of cache '{}' key '{}' failed", cache.name(), key, redisFailure);
            return false;
        }
    }

    /** Reports a value that cannot be serialized. {@link #close} releases the lease. */
    public void failToSerialize(RuntimeException cause) {
        listener.onFill(key, FillOutcome.FAILED, cause);
        log.warn("A value of cache '{}' key '{}' could not be serialized and is not cached", cache.name(), key, cause);
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            if (permit != null) {
                cache.strategy().abandon(key, permit);
            }
        } catch (RuntimeException redisFailure) {
            // The lease expires on its own. Until then, readers load without filling.
            log.debug("Release of cache '{}' key '{}' failed", cache.name(), key, redisFailure);
        } finally {
            completion.run();
            atEnd.forEach(Runnable::run);
        }
    }
}
