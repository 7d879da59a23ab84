package io.github.cacheconsistency.strategy;

import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.CacheStore;
import io.github.cacheconsistency.ConsistencyProperty;
import io.github.cacheconsistency.ConsistencyStrategy;
import io.github.cacheconsistency.FillPermit;
import io.github.cacheconsistency.KeyState;
import io.github.cacheconsistency.LoadDecision;
import io.github.cacheconsistency.Mutation;
import io.github.cacheconsistency.StrategyContext;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A miss takes a lease, the fill needs it, and a committed write destroys value and lease alike, so that no stale fill
 * can stay, however long a reader pauses (protocols, "lease"). Gap: between commit and invalidation readers still hit
 * the old value.
 */
final class LeaseStrategy implements ConsistencyStrategy {

    static final String NAME = "lease";

    private final CacheStore store;
    private final Leases leases;

    LeaseStrategy(StrategyContext context) {
        this.store = context.store();
        this.leases = new Leases(context);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<ConsistencyProperty> guarantees() {
        return EnumSet.of(ConsistencyProperty.CONVERGES, ConsistencyProperty.NO_STALE_AFTER_ACK);
    }

    @Override
    public KeyState peek(CacheKey key) {
        return store.get(key);
    }

    @Override
    public List<KeyState> peekAll(List<CacheKey> keys) {
        return store.getAll(keys);
    }

    @Override
    public LoadDecision prepareLoad(CacheKey key) {
        return leases.take(key);
    }

    @Override
    public List<LoadDecision> prepareLoads(List<CacheKey> keys) {
        return leases.takeAll(keys);
    }

    @Override
    public boolean fill(CacheKey key, FillPermit permit, KeyState.Value value, @Nullable Duration timeToLive) {
        return store.fill(key, Leases.token(permit), value, timeToLive);
    }

    @Override
    public void abandon(CacheKey key, FillPermit permit) {
        leases.release(key, permit);
    }

    @Override
    public void afterCommit(Collection<Mutation> mutations) {
        store.invalidate(Mutations.keys(mutations));
    }
}
