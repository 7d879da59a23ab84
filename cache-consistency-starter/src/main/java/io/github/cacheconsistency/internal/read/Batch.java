package io.github.cacheconsistency.internal.read;

import io.github.cacheconsistency.CacheKey;
import java.util.Map;
import java.util.function.Supplier;

/** The lookups of several keys. Used by one thread; {@link #close} ends all of its loads. */
public final class Batch implements AutoCloseable {

    private final Map<CacheKey, Lookup> lookups;
    private final BatchLoads loads;
    private final BatchFills fills;
    private final Supplier<Runnable> freshSnapshot;
    private Runnable endOfLoad = () -> {};

    /**
     * @param fills collects the fills of the loads
     * @param freshSnapshot makes this thread load the present state of the database until the returned action runs
     */
    Batch(Map<CacheKey, Lookup> lookups, BatchLoads loads, BatchFills fills, Supplier<Runnable> freshSnapshot) {
        this.lookups = lookups;
        this.loads = loads;
        this.fills = fills;
        this.freshSnapshot = freshSnapshot;
    }

    /** Returns the lookup of {@code key}, which must be one of the batch's keys. */
    public Lookup lookup(CacheKey key) {
        Lookup lookup = lookups.get(key);
        if (lookup == null) {
            throw new IllegalArgumentException("Expected a key of this batch, found " + key);
        }
        return lookup;
    }

    /**
     * Waits until this node may run another load, unless that has happened already. To be called once, before the load.
     *
     * @param missing one of the keys to load
     * @throws org.springframework.dao.TransientDataAccessResourceException if too many loads run for too long and the limit is
     *     configured to fail
     */
    public void awaitTurn(CacheKey missing) {
        loads.awaitTurn(missing);
        if (lookups.values().stream().anyMatch(lookup -> lookup instanceof Load load && load.mayFill())) {
            endOfLoad = freshSnapshot.get();
        }
    }

    @Override
    public void close() {
        try {
            for (Lookup lookup : lookups.values()) {
                if (lookup instanceof Load load) {
                    load.close();
                }
            }
            endOfLoad.run();
        } finally {
            loads.end();
        }
        fills.send();
    }
}
