package io.github.cacheconsistency.strategy;

import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.CacheStore;
import io.github.cacheconsistency.ConsistencyProperty;
import io.github.cacheconsistency.ConsistencyStrategy;
import io.github.cacheconsistency.FillPermit;
import io.github.cacheconsistency.KeyState;
import io.github.cacheconsistency.LoadDecision;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How strategies without leases read: whatever was loaded is stored. So they can promise nothing. */
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

    /** It would overwrite them. */
    @Override
    public final boolean respectsFences() {
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
    public final void abandon(CacheKey key, FillPermit permit) {}

    /** A lease or fence left behind by another strategy means nothing here. */
    private static KeyState valueOrNothing(KeyState state) {
        return state instanceof KeyState.Value ? state : KeyState.Absent.INSTANCE;
    }
}
