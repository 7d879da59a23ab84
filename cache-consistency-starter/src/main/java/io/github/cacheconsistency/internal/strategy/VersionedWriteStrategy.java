package io.github.cacheconsistency.internal.strategy;

import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.ConsistencyProperty;
import io.github.cacheconsistency.spi.Fill;
import io.github.cacheconsistency.spi.FillPermit;
import io.github.cacheconsistency.spi.KeyState;
import io.github.cacheconsistency.spi.Mutation;
import io.github.cacheconsistency.spi.StrategyContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Values carry the version of their row. A committed write replaces a lower version with its own value, so that the key stays
 * cached. If there is no value, the write invalidates: a late write could put an old value into an absent key, where it would
 * stay (docs/protocols.md, "versioned-write"). Assumes that the version of a key increases with every commit, even across a
 * delete and a new insert. Gap: between commit and put, readers still hit the old value.
 */
final class VersionedWriteStrategy extends LeasedReads {

    static final String NAME = "versioned-write";

    VersionedWriteStrategy(StrategyContext context) {
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
    public boolean usesVersions() {
        return true;
    }

    @Override
    public boolean fill(CacheKey key, FillPermit permit, KeyState.Value value, @Nullable Duration timeToLive) {
        if (value.version() == null) {
            // A cached null has no version, so only the lease can prove that it is current.
            return super.fill(key, permit, value, timeToLive);
        }
        return store.fillOrReplaceOlder(key, token(permit), value, timeToLive);
    }

    /**
     * Fills that still have their lease need no comparison of versions. The others are filled one by one, because each may
     * replace an older value.
     */
    @Override
    public List<Boolean> fillAll(List<Fill> fills) {
        List<Boolean> accepted = new ArrayList<>(store.fillAll(fills));
        for (int index = 0; index < fills.size(); index++) {
            Fill fill = fills.get(index);
            if (!accepted.get(index) && fill.value().version() != null) {
                accepted.set(index, fill(fill.key(), fill.permit(), fill.value(), fill.timeToLive()));
            }
        }
        return accepted;
    }

    @Override
    public void afterCommit(Collection<Mutation> mutations) {
        List<CacheKey> invalid = new ArrayList<>();
        for (Mutation mutation : mutations) {
            KeyState.Value value = mutation.newValue();
            if (value != null && value.version() != null) {
                store.putIfNewer(mutation.key(), value, mutation.timeToLive());
            } else {
                invalid.add(mutation.key());
            }
        }
        store.invalidate(invalid);
    }
}
