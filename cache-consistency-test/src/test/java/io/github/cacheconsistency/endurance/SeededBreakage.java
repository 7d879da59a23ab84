package io.github.cacheconsistency.endurance;

import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.internal.strategy.BuiltInStrategy;
import io.github.cacheconsistency.spi.ConsistencyStrategy;
import io.github.cacheconsistency.spi.ConsistencyStrategyProvider;
import io.github.cacheconsistency.spi.FillPermit;
import io.github.cacheconsistency.spi.KeyState;
import io.github.cacheconsistency.spi.LoadDecision;
import io.github.cacheconsistency.spi.StrategyContext;
import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Wrong variants of {@code row-lock-lease} that look right. A storm must detect each of them. */
enum SeededBreakage implements ConsistencyStrategyProvider {
    /** A writer may lock the row and invalidate between probe and lease, so that the lease is not removed. */
    PROBE_BEFORE_LEASE(ProbeBeforeLease::new),
    /** A writer that locks the row after the probe finds no lease to remove. */
    NO_LEASE(NoLease::new),
    /** A reader may fill the old row between the invalidation and the lock of the row. */
    INVALIDATE_BEFORE_CHANGE(InvalidateBeforeChange::new);

    private final Function<StrategyContext, ConsistencyStrategy> constructor;

    SeededBreakage(Function<StrategyContext, ConsistencyStrategy> constructor) {
        this.constructor = constructor;
    }

    @Override
    public String strategyName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public ConsistencyStrategy create(StrategyContext context) {
        return constructor.apply(context);
    }

    private static final class ProbeBeforeLease extends BrokenRowLockLease {

        private final ConsistencyStrategy leases;

        ProbeBeforeLease(StrategyContext context) {
            super(context);
            this.leases = BuiltInStrategy.LEASE.create(context);
        }

        @Override
        public LoadDecision prepareLoad(CacheKey key) {
            boolean free = probe.isFree(key);
            return free ? leases.prepareLoad(key) : REFUSED;
        }
    }

    private static final class NoLease extends BrokenRowLockLease {

        NoLease(StrategyContext context) {
            super(context);
        }

        @Override
        public LoadDecision prepareLoad(CacheKey key) {
            boolean free = probe.isFree(key);
            return free ? new LoadDecision.Granted(FillPermit.UNCONDITIONAL) : REFUSED;
        }

        @Override
        public boolean fill(CacheKey key, FillPermit permit, KeyState.Value value, @Nullable Duration timeToLive) {
            context.store().set(key, value, timeToLive);
            return true;
        }

        @Override
        public void abandon(CacheKey key, FillPermit permit) {}
    }

    private static final class InvalidateBeforeChange extends BrokenRowLockLease {

        InvalidateBeforeChange(StrategyContext context) {
            super(context);
        }

        @Override
        public boolean invalidatesBeforeCommit() {
            return false;
        }

        @Override
        public void beforeWrite(Collection<CacheKey> keys) {
            context.store().invalidate(keys);
        }
    }
}
