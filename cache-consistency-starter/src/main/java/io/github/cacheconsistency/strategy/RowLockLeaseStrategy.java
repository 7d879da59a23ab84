package io.github.cacheconsistency.strategy;

import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.ConsistencyProperty;
import io.github.cacheconsistency.LoadDecision;
import io.github.cacheconsistency.Mutation;
import io.github.cacheconsistency.RowLockProbe;
import io.github.cacheconsistency.StrategyContext;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A lease whose reader asks the database whether the row is being written, and a writer that invalidates while it holds
 * the row's lock (protocols, "row-lock-lease").
 *
 * <p>Invariant: whenever a value is cached, it equals the committed row. Writer: row lock, invalidation, commit.
 * Reader: lease, probe, load, fill. A granted probe means that every writer either committed before it, and the load
 * sees that, or locks the row after it, and then its invalidation comes after the lease and kills it. So the probe has
 * its place after the lease and before the load, and the invalidation after the write and before the commit.
 */
final class RowLockLeaseStrategy extends LeasedReads {

    static final String NAME = "row-lock-lease";

    private static final LoadDecision REFUSED = new LoadDecision.Refused();

    private final RowLockProbe probe;
    private final boolean loadsMayLag;

    RowLockLeaseStrategy(StrategyContext context) {
        super(context);
        this.probe = context.rowLockProbe().get();
        this.loadsMayLag = !context.settings().replicaLag().isZero();
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<ConsistencyProperty> guarantees() {
        return EnumSet.allOf(ConsistencyProperty.class);
    }

    @Override
    public boolean invalidatesBeforeCommit() {
        return true;
    }

    @Override
    public LoadDecision prepareLoad(CacheKey key) {
        return probed(key, super.prepareLoad(key));
    }

    @Override
    public List<LoadDecision> prepareLoads(List<CacheKey> keys) {
        List<LoadDecision> taken = super.prepareLoads(keys);
        return IntStream.range(0, keys.size())
                .mapToObj(index -> probed(keys.get(index), taken.get(index)))
                .toList();
    }

    private LoadDecision probed(CacheKey key, LoadDecision decision) {
        if (!(decision instanceof LoadDecision.Granted granted)) {
            return decision;
        }
        boolean free = false;
        try {
            free = probe.isFree(key);
            return free ? decision : REFUSED;
        } finally {
            if (!free) {
                abandon(key, granted.permit());
            }
        }
    }

    /**
     * Nothing: the invalidation is done, and until the commit nobody could fill. Only where loads come from a database
     * replica the fence must outlast the commit by the replica's lag, however late the commit was.
     */
    @Override
    public void afterCommit(Collection<Mutation> mutations) {
        if (loadsMayLag) {
            store.invalidate(Mutations.keys(mutations));
        }
    }
}
