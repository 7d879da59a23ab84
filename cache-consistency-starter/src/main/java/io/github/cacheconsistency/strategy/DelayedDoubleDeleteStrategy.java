package io.github.cacheconsistency.strategy;

import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.CacheStore;
import io.github.cacheconsistency.ConsistencyProperty;
import io.github.cacheconsistency.ConsistencyStrategy;
import io.github.cacheconsistency.DelayedInvalidation;
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
 * Cache-aside that deletes before the write, after it, and once more after a delay. It narrows the window for stale
 * fills but does not close it, so it promises nothing (protocols, "delayed-double-delete").
 */
final class DelayedDoubleDeleteStrategy implements ConsistencyStrategy {

    static final String NAME = "delayed-double-delete";

    private final String cacheName;
    private final CacheStore store;
    private final DelayedInvalidation delayedInvalidation;
    private final Duration delay;

    DelayedDoubleDeleteStrategy(StrategyContext context) {
        this.cacheName = context.cacheName();
        this.store = context.store();
        this.delayedInvalidation = context.delayedInvalidation();
        this.delay = context.settings().doubleDeleteDelay();
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
    public void beforeWrite(Collection<CacheKey> keys) {
        store.invalidate(keys);
    }

    @Override
    public void afterCommit(Collection<Mutation> mutations) {
        List<CacheKey> keys = Mutations.keys(mutations);
        // Scheduled first: the last delete must come even if this one fails.
        delayedInvalidation.invalidateLater(keys, delay);
        store.invalidate(keys);
    }

    @Override
    public void afterClear(byte[] pattern) {
        delayedInvalidation.clearLater(cacheName, pattern, delay);
    }
}
