package io.github.cacheconsistency.internal.read;

import io.github.cacheconsistency.CacheKey;
import java.util.Map;
import java.util.function.Supplier;

/** The lookups of several keys. Used by one thread; {@link #close} ends every load in it. */
public final class Batch implements AutoCloseable {

    private final Map<CacheKey, Lookup> lookups;
    private final BatchLoads loads;
    private final BatchFills fills;
    private final Supplier<Runnable> freshSnapshot;
    private Runnable endOfLoad = () -> {};

    /**
     * @param fills where the loads put their fills
     * @param freshSnapshot has this thread load what is in the database now, until the action it returns
     */
    Batch(Map<CacheKey, Lookup> lookups, BatchLoads loads, BatchFills fills, Supplier<Runnable> freshSnapshot) {
        this.lookups = lookups;
        this.loads = loads;
        this.fills = fills;
        this.freshSnapshot = freshSnapshot;
    }

    /** How the read of {@code key}, one of the batch's keys, began. */
    public Lookup lookup(CacheKey key) {
        Lookup lookup = lookups.get(key);
        if (lookup == null) {
            throw new IllegalArgumentException("Expected a key of this batch, found " + key);
        }
        return lookup;
    }

    /**
     * Waits until this node may load, unless it has done so already; to be called once, before the load.
     *
     * @param missing one of the keys to load
     * @throws org.springframework.dao.TransientDataAccessResourceException if too many loads are under way for too long,
     *     and a read is to fail then
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
