package io.github.cacheconsistency.internal.strategy;

import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.ConsistencyProperty;
import io.github.cacheconsistency.spi.CacheStore;
import io.github.cacheconsistency.spi.ConsistencyStrategy;
import io.github.cacheconsistency.spi.Fill;
import io.github.cacheconsistency.spi.FillPermit;
import io.github.cacheconsistency.spi.KeyState;
import io.github.cacheconsistency.spi.LoadDecision;
import io.github.cacheconsistency.spi.Mutation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The reads of strategies without leases: every loaded value is stored, and so is every value that the application puts, after
 * the commit. Such strategies guarantee nothing.
 */
abstract class UnconditionalReads implements ConsistencyStrategy {

    private static final LoadDecision GRANTED = new LoadDecision.Granted(FillPermit.UNCONDITIONAL);

    final CacheStore store;

    UnconditionalReads(CacheStore store) {
        this.store = store;
    }

    @Override
    public final Set<ConsistencyProperty> guarantees() {
        return Set.of();
    }

    @Override
    public final boolean fillsInsideTransaction() {
        return true;
    }

    /** Returns {@code false}: fills would overwrite tombstones. */
    @Override
    public final boolean respectsTombstones() {
        return false;
    }

    @Override
    public final KeyState peek(CacheKey key) {
        return valueOrNothing(store.get(key));
    }

    @Override
    public final List<KeyState> peekAll(List<CacheKey> keys) {
        return store.getAll(keys).stream()
                .map(UnconditionalReads::valueOrNothing)
                .toList();
    }

    @Override
    public final LoadDecision prepareLoad(CacheKey key) {
        return GRANTED;
    }

    @Override
    public final LoadDecision prepareUnattended(CacheKey key) {
        return GRANTED;
    }

    @Override
    public final boolean fill(CacheKey key, FillPermit permit, KeyState.Value value, @Nullable Duration timeToLive) {
        store.set(key, value, timeToLive);
        return true;
    }

    @Override
    public final List<Boolean> fillAll(List<Fill> fills) {
        store.setAll(fills);
        return Collections.nCopies(fills.size(), true);
    }

    @Override
    public final boolean storesPuts() {
        return true;
    }

    /** Invalidates keys, and stores values that the application has put, as the stock cache manager does. */
    @Override
    public final void afterCommit(Collection<Mutation> mutations) {
        List<Fill> puts = new ArrayList<>();
        List<CacheKey> others = new ArrayList<>();
        for (Mutation mutation : mutations) {
            KeyState.Value value = mutation.newValue();
            if (mutation.isPut() && value != null) {
                puts.add(new Fill(mutation.key(), FillPermit.UNCONDITIONAL, value, mutation.timeToLive()));
            } else {
                others.add(mutation.key());
            }
        }
        if (!others.isEmpty()) {
            invalidateCommitted(others);
        }
        if (!puts.isEmpty()) {
            store.setAll(puts);
        }
    }

    /** Invalidates committed {@code keys} whose new values are not stored. */
    abstract void invalidateCommitted(List<CacheKey> keys);

    @Override
    public final void abandon(CacheKey key, FillPermit permit) {}

    /** Returns absent for a lease or tombstone that another strategy has left: it has no meaning here. */
    private static KeyState valueOrNothing(KeyState state) {
        return state instanceof KeyState.Value ? state : KeyState.Absent.INSTANCE;
    }
}
