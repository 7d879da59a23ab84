package io.github.cacheconsistency.endurance;

import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.ConsistencyProperty;
import io.github.cacheconsistency.internal.strategy.BuiltInStrategy;
import io.github.cacheconsistency.spi.ConsistencyStrategy;
import io.github.cacheconsistency.spi.FillPermit;
import io.github.cacheconsistency.spi.KeyState;
import io.github.cacheconsistency.spi.LoadDecision;
import io.github.cacheconsistency.spi.Mutation;
import io.github.cacheconsistency.spi.RowLockProbe;
import io.github.cacheconsistency.spi.StrategyContext;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code row-lock-lease}, for subclasses that omit or move one of its steps. */
abstract class BrokenRowLockLease implements ConsistencyStrategy {

    static final LoadDecision REFUSED = new LoadDecision.Refused();

    final StrategyContext context;
    final ConsistencyStrategy intact;
    final RowLockProbe probe;

    BrokenRowLockLease(StrategyContext context) {
        this.context = context;
        this.probe = context.rowLockProbe().get();
        this.intact = BuiltInStrategy.ROW_LOCK_LEASE.create(context);
    }

    @Override
    public String name() {
        return context.settings().strategy();
    }

    @Override
    public Set<ConsistencyProperty> guarantees() {
        return Set.of();
    }

    @Override
    public boolean invalidatesBeforeCommit() {
        return intact.invalidatesBeforeCommit();
    }

    @Override
    public KeyState peek(CacheKey key) {
        return intact.peek(key);
    }

    @Override
    public List<KeyState> peekAll(List<CacheKey> keys) {
        return intact.peekAll(keys);
    }

    @Override
    public LoadDecision prepareLoad(CacheKey key) {
        return intact.prepareLoad(key);
    }

    @Override
    public boolean fill(CacheKey key, FillPermit permit, KeyState.Value value, @Nullable Duration timeToLive) {
        return intact.fill(key, permit, value, timeToLive);
    }

    @Override
    public void abandon(CacheKey key, FillPermit permit) {
        intact.abandon(key, permit);
    }

    @Override
    public void afterCommit(Collection<Mutation> mutations) {
        intact.afterCommit(mutations);
    }
}
