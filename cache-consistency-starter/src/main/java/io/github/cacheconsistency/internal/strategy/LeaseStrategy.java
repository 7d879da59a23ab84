package io.github.cacheconsistency.internal.strategy;

import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.ConsistencyProperty;
import io.github.cacheconsistency.spi.Mutation;
import io.github.cacheconsistency.spi.StrategyContext;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A miss takes a lease, and the fill requires it. A committed write removes the value or the lease, so that no stale fill can
 * be stored, however long a reader pauses (docs/protocols.md, "lease"). Gap: between commit and invalidation, readers still hit
 * the old value.
 */
final class LeaseStrategy extends LeasedReads {

    static final String NAME = "lease";

    LeaseStrategy(StrategyContext context) {
        super(context);
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
    public void afterCommit(Collection<Mutation> mutations) {
        List<CacheKey> keys = Mutations.keys(mutations);
        store.invalidate(keys);
        expectMisses(keys);
    }
}
