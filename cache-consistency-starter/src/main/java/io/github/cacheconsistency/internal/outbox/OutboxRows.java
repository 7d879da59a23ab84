package io.github.cacheconsistency.internal.outbox;

import io.github.cacheconsistency.internal.cache.Invalidation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The rows that one transaction has written to the outbox, and the invalidations that failed before its commit. Used by one
 * thread.
 */
public final class OutboxRows {

    private final Set<Invalidation> written = new HashSet<>();
    private final Set<Invalidation> degraded = new HashSet<>();
    private final Map<Invalidation, Long> ids = new HashMap<>();
    private boolean kept;

    /** Notes that rows were written, with those ids that are known. */
    public void add(Collection<Invalidation> invalidations, Map<Invalidation, Long> knownIds) {
        written.addAll(invalidations);
        ids.putAll(knownIds);
    }

    /** Notes invalidations that failed before the commit, which proceeds all the same. */
    public void degrade(Collection<Invalidation> invalidations) {
        degraded.addAll(invalidations);
    }

    /** Leaves all rows to the relay, even if the direct invalidation succeeds. */
    public void keep() {
        kept = true;
    }

    /** Returns whether a row was written for {@code invalidation}. */
    public boolean contains(Invalidation invalidation) {
        return written.contains(invalidation);
    }

    /** Returns whether {@code invalidation} failed before the commit, which proceeded all the same. */
    public boolean isDegraded(Invalidation invalidation) {
        return degraded.contains(invalidation);
    }

    /** Returns the ids of rows that may be removed once their invalidation is done. */
    public List<Long> removable(Collection<Invalidation> invalidations) {
        if (kept || ids.isEmpty()) {
            return List.of();
        }
        List<Long> removable = new ArrayList<>(invalidations.size());
        for (Invalidation invalidation : invalidations) {
            Long id = ids.get(invalidation);
            if (id != null) {
                removable.add(id);
            }
        }
        return removable;
    }
}
