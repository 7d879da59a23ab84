package io.github.cacheconsistency.internal.strategy;

import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.spi.CacheStore;
import io.github.cacheconsistency.spi.ConsistencyStrategy;
import io.github.cacheconsistency.spi.DelayedInvalidation;
import io.github.cacheconsistency.spi.Fill;
import io.github.cacheconsistency.spi.FillPermit;
import io.github.cacheconsistency.spi.KeyState;
import io.github.cacheconsistency.spi.LeaseToken;
import io.github.cacheconsistency.spi.LoadDecision;
import io.github.cacheconsistency.spi.MissPredictor;
import io.github.cacheconsistency.spi.StrategyContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The reads of strategies with leases (docs/protocols.md, "Operations" and "lease"; after Nishtala et al., "Scaling Memcache at
 * Facebook", NSDI 2013). Invariant: a key holds at most one lease, and any invalidation makes its token worthless.
 */
abstract class LeasedReads implements ConsistencyStrategy {

    private static final LoadDecision OCCUPIED = new LoadDecision.Occupied(null);

    /** Minimum lease time of an unattended lease: it is not renewed, and it does not delay other readers. */
    private static final Duration UNATTENDED = Duration.ofSeconds(10);

    final CacheStore store;
    private final Supplier<LeaseToken> tokens;
    private final Duration leaseTime;
    private final Duration unattendedTime;
    private final String cacheName;
    private final Duration replicaLag;
    private final DelayedInvalidation delayedInvalidation;
    private final MissPredictor misses;

    LeasedReads(StrategyContext context) {
        this.store = context.store();
        this.tokens = context.leaseTokens();
        this.leaseTime = context.settings().leaseTime();
        this.unattendedTime = leaseTime.compareTo(UNATTENDED) > 0 ? leaseTime : UNATTENDED;
        this.cacheName = context.cacheName();
        this.replicaLag = context.settings().replicaLag();
        this.delayedInvalidation = context.delayedInvalidation();
        this.misses = context.missPredictor();
    }

    @Override
    public final KeyState peek(CacheKey key) {
        KeyState state = store.get(key);
        noteLookup(key, state);
        return state;
    }

    @Override
    public final boolean expectsMiss(CacheKey key) {
        return misses.expectsMiss(key);
    }

    @Override
    public LoadDecision peekOrPrepare(CacheKey key) {
        LeaseToken token = tokens.get();
        KeyState state = store.getOrLease(key, token, leaseTime);
        noteLookup(key, state);
        return state instanceof KeyState.Absent ? decision(token, true) : new LoadDecision.Occupied(state);
    }

    private void noteLookup(CacheKey key, KeyState state) {
        if (state instanceof KeyState.Value) {
            misses.found(key);
        } else if (state instanceof KeyState.Absent) {
            misses.missed(key);
        }
    }

    /** Notes that a write has removed {@code keys}, so that the next reads probably miss. */
    final void expectMisses(Collection<CacheKey> keys) {
        misses.invalidated(keys);
    }

    @Override
    public final List<KeyState> peekAll(List<CacheKey> keys) {
        return store.getAll(keys);
    }

    @Override
    public LoadDecision prepareLoad(CacheKey key) {
        LeaseToken token = tokens.get();
        return decision(token, store.lease(key, token, leaseTime));
    }

    @Override
    public LoadDecision prepareUnattended(CacheKey key) {
        LeaseToken token = tokens.get().unattended();
        KeyState state = store.getOrLease(key, token, unattendedTime);
        return state instanceof KeyState.Absent ? decision(token, true) : new LoadDecision.Occupied(state);
    }

    @Override
    public List<LoadDecision> prepareLoads(List<CacheKey> keys) {
        Map<CacheKey, LeaseToken> wanted = new LinkedHashMap<>();
        keys.forEach(key -> wanted.put(key, tokens.get()));
        List<Boolean> taken = store.leaseAll(wanted, leaseTime);
        List<LoadDecision> decisions = new ArrayList<>(keys.size());
        int index = 0;
        for (LeaseToken token : wanted.values()) {
            decisions.add(decision(token, taken.get(index++)));
        }
        return decisions;
    }

    @Override
    public boolean fill(CacheKey key, FillPermit permit, KeyState.Value value, @Nullable Duration timeToLive) {
        return store.fill(key, token(permit), value, timeToLive);
    }

    @Override
    public List<Boolean> fillAll(List<Fill> fills) {
        return store.fillAll(fills);
    }

    @Override
    public final void renew(Map<CacheKey, FillPermit> permits) {
        Map<CacheKey, LeaseToken> held = new LinkedHashMap<>();
        permits.forEach((key, permit) -> held.put(key, token(permit)));
        store.renewAll(held, leaseTime);
    }

    @Override
    public final void abandon(CacheKey key, FillPermit permit) {
        store.release(key, token(permit));
    }

    /**
     * Clears again when the database replica has the write: keys that did not exist during the first clear have no tombstone,
     * and may have been filled with values from the replica.
     */
    @Override
    public final void afterClear(byte[] pattern) {
        if (!replicaLag.isZero()) {
            delayedInvalidation.clearLater(cacheName, pattern, replicaLag);
        }
    }

    static LeaseToken token(FillPermit permit) {
        return Objects.requireNonNull(permit.token(), "a fill under this strategy needs a lease");
    }

    private static LoadDecision decision(LeaseToken token, boolean taken) {
        return taken ? new LoadDecision.Granted(new FillPermit(token)) : OCCUPIED;
    }
}
