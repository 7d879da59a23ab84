package io.github.cacheconsistency.internal.strategy;

import io.github.cacheconsistency.spi.ConsistencyStrategy;
import io.github.cacheconsistency.spi.ConsistencyStrategyProvider;
import io.github.cacheconsistency.spi.StrategyContext;
import java.util.function.Function;

/** The strategies of this library, weakest first. */
public enum BuiltInStrategy implements ConsistencyStrategyProvider {
    CACHE_ASIDE(CacheAsideStrategy.NAME, CacheAsideStrategy::new),
    DELAYED_DOUBLE_DELETE(DelayedDoubleDeleteStrategy.NAME, DelayedDoubleDeleteStrategy::new),
    VERSIONED_WRITE(VersionedWriteStrategy.NAME, VersionedWriteStrategy::new),
    LEASE(LeaseStrategy.NAME, LeaseStrategy::new),
    ROW_LOCK_LEASE(RowLockLeaseStrategy.NAME, RowLockLeaseStrategy::new);

    private final String strategyName;
    private final Function<StrategyContext, ConsistencyStrategy> constructor;

    BuiltInStrategy(String strategyName, Function<StrategyContext, ConsistencyStrategy> constructor) {
        this.strategyName = strategyName;
        this.constructor = constructor;
    }

    @Override
    public String strategyName() {
        return strategyName;
    }

    @Override
    public ConsistencyStrategy create(StrategyContext context) {
        return constructor.apply(context);
    }
}
