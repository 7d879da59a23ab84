package io.github.cacheconsistency.strategy;

import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.ConsistencyProperty;
import io.github.cacheconsistency.LoadDecision;
import io.github.cacheconsistency.Mutation;
import io.github.cacheconsistency.RowLockProbe;
import io.github.cacheconsistency.StrategyContext;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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

    private static final Logger log = LoggerFactory.getLogger(RowLockLeaseStrategy.class);
    private static final LoadDecision REFUSED = new LoadDecision.Refused();
    private static final LoadDecision PROBE_FAILED = new LoadDecision.ProbeFailed();

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

    /**
     * Yes: between lease and fill any write kills the token, however long that takes, and the reader has waited for one
     * more round trip than others already, the probe.
     */
    @Override
    public boolean fillsAsynchronously() {
        return true;
    }

    @Override
    public LoadDecision prepareLoad(CacheKey key) {
        return probedIfTaken(key, super.prepareLoad(key));
    }

    @Override
    public LoadDecision peekOrPrepare(CacheKey key) {
        return probedIfTaken(key, super.peekOrPrepare(key));
    }

    private LoadDecision probedIfTaken(CacheKey key, LoadDecision taken) {
        return taken instanceof LoadDecision.Granted granted ? probed(key, granted) : taken;
    }

    @Override
    public List<LoadDecision> prepareLoads(List<CacheKey> keys) {
        List<LoadDecision> taken = super.prepareLoads(keys);
        List<LoadDecision> decisions = new ArrayList<>(keys.size());
        boolean failed = false;
        for (int index = 0; index < keys.size(); index++) {
            CacheKey key = keys.get(index);
            LoadDecision decision = taken.get(index);
            if (decision instanceof LoadDecision.Granted granted) {
                // A database that has failed one probe is not asked again: each answer may take a connection timeout.
                decision = failed ? refused(key, granted, PROBE_FAILED) : probed(key, granted);
                failed |= decision == PROBE_FAILED;
            }
            decisions.add(decision);
        }
        return decisions;
    }

    private LoadDecision probed(CacheKey key, LoadDecision.Granted granted) {
        boolean free;
        try {
            free = probe.isFree(key);
        } catch (RuntimeException databaseFailure) {
            log.debug("Row-lock probe of cache '{}' key '{}' failed", key.cacheName(), key, databaseFailure);
            return refused(key, granted, PROBE_FAILED);
        }
        return free ? granted : refused(key, granted, REFUSED);
    }

    private LoadDecision refused(CacheKey key, LoadDecision.Granted granted, LoadDecision answer) {
        abandon(key, granted.permit());
        return answer;
    }

    /**
     * Nothing: the invalidation is done, and until the commit nobody could fill. Only where loads come from a database
     * replica the fence must outlast the commit by the replica's lag, however late the commit was.
     */
    @Override
    public void afterCommit(Collection<Mutation> mutations) {
        List<CacheKey> keys = Mutations.keys(mutations);
        if (loadsMayLag) {
            store.invalidate(keys);
        }
        expectMisses(keys);
    }
}
