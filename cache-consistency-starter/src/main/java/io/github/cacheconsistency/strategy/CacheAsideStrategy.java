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
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The textbook: read, load, set; write, commit, delete. Promises nothing, and is here as the baseline that every race
 * test must be able to break (protocols, "cache-aside").
 */
final class CacheAsideStrategy implements ConsistencyStrategy {

    static final String NAME = "cache-aside";

    private final CacheStore store;

    CacheAsideStrategy(StrategyContext context) {
        this.store = context.store();
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<ConsistencyProperty> guarantees() {
        return Set.of();
    }

    @Override
    public boolean fillsInsideTransaction() {
        return true;
    }

    @Override
    public KeyState peek(CacheKey key) {
        return UnconditionalFill.withoutLease(store.get(key));
    }

    @Override
    public List<KeyState> peekAll(List<CacheKey> keys) {
        return store.getAll(keys).stream().map(UnconditionalFill::withoutLease).toList();
    }

    @Override
    public LoadDecision prepareLoad(CacheKey key) {
        return UnconditionalFill.GRANTED;
    }

    @Override
    public boolean fill(CacheKey key, FillPermit permit, KeyState.Value value, @Nullable Duration timeToLive) {
        store.set(key, value, timeToLive);
        return true;
    }

    @Override
    public void abandon(CacheKey key, FillPermit permit) {}

    @Override
    public void afterCommit(Collection<Mutation> mutations) {
        store.invalidate(Mutations.keys(mutations));
    }
}
