package io.github.cacheconsistency.internal.strategy;

import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.ConsistencyProperty;
import io.github.cacheconsistency.spi.LoadDecision;
import io.github.cacheconsistency.spi.Mutation;
import io.github.cacheconsistency.spi.RowLockProbe;
import io.github.cacheconsistency.spi.StrategyContext;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A lease whose reader asks the database whether the row is being written, and a writer that invalidates while it holds the row
 * lock (docs/protocols.md, "row-lock-lease").
 *
 * <p>Invariant: a cached value always equals the committed row. The writer's steps are row lock, invalidation, commit; the
 * reader's are lease, probe, load, fill. If the probe is granted, every writer either committed before the probe, so that the
 * load sees its change, or locks the row after the probe, so that its invalidation comes after the lease and removes it. So the
 * probe must come after the lease and before the load, and the invalidation after the write and before the commit.
 */
final class RowLockLeaseStrategy extends LeasedReads {

    static final String NAME = "row-lock-lease";

    private static final Logger log = LoggerFactory.getLogger(RowLockLeaseStrategy.class);
    private static final LoadDecision REFUSED = new LoadDecision.Refused();
    private static final Optional<LoadDecision> FREE = Optional.empty();
    private static final Optional<LoadDecision> WRITTEN = Optional.of(REFUSED);

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
     * Returns {@code true}: any write between lease and fill removes the lease, however late the fill is. And the reader has
     * already waited for one more round trip than with other strategies, the probe.
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
    public LoadDecision prepareUnattended(CacheKey key) {
        return probedIfTaken(key, super.prepareUnattended(key));
    }

    @Override
    public LoadDecision peekOrPrepare(CacheKey key) {
        return probedIfTaken(key, super.peekOrPrepare(key));
    }

    @Override
    public List<LoadDecision> prepareLoads(List<CacheKey> keys) {
        List<LoadDecision> taken = super.prepareLoads(keys);
        List<CacheKey> leased = IntStream.range(0, keys.size())
                .filter(index -> taken.get(index) instanceof LoadDecision.Granted)
                .mapToObj(keys::get)
                .toList();
        Iterator<Optional<LoadDecision>> obstacles = probe(leased).iterator();
        List<LoadDecision> decisions = new ArrayList<>(keys.size());
        for (int index = 0; index < keys.size(); index++) {
            LoadDecision decision = taken.get(index);
            decisions.add(
                    decision instanceof LoadDecision.Granted granted
                            ? decision(keys.get(index), granted, obstacles.next())
                            : decision);
        }
        return decisions;
    }

    private LoadDecision probedIfTaken(CacheKey key, LoadDecision taken) {
        return taken instanceof LoadDecision.Granted granted ? probed(key, granted) : taken;
    }

    private LoadDecision probed(CacheKey key, LoadDecision.Granted granted) {
        return decision(key, granted, probe(List.of(key)).get(0));
    }

    /** Returns for each key the decision that forbids its fill; empty if its rows are free. */
    private List<Optional<LoadDecision>> probe(List<CacheKey> leased) {
        if (leased.isEmpty()) {
            return List.of();
        }
        try {
            List<Boolean> free = leased.size() == 1 ? List.of(probe.isFree(leased.get(0))) : probe.areFree(leased);
            return free.stream().map(one -> one ? FREE : WRITTEN).toList();
        } catch (RuntimeException databaseFailure) {
            CacheKey first = leased.get(0);
            log.debug(
                    "Row-lock probe of cache '{}', {} keys from '{}' on, failed",
                    first.cacheName(),
                    leased.size(),
                    first,
                    databaseFailure);
            return Collections.nCopies(leased.size(), Optional.of(new LoadDecision.ProbeFailed(databaseFailure)));
        }
    }

    private LoadDecision decision(CacheKey key, LoadDecision.Granted granted, Optional<LoadDecision> obstacle) {
        obstacle.ifPresent(refusal -> abandon(key, granted.permit()));
        return obstacle.orElse(granted);
    }

    /**
     * Usually does not invalidate: that was done before the commit, and no reader could fill until the commit. If loads come
     * from a database replica, this invalidates again: the tombstone must stay for the replica's lag after the commit, however
     * late that was.
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
