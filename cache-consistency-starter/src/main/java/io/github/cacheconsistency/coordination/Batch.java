package io.github.cacheconsistency.coordination;

import io.github.cacheconsistency.CacheKey;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The lookups of several keys. Used by one thread; {@link #close} ends every load in it. */
public final class Batch implements AutoCloseable {

    private final Map<CacheKey, Lookup> lookups;
    private final LoadLimiter limiter;
    private final BatchFills fills;
    private final Supplier<Runnable> freshSnapshot;
    private LoadLimiter.@Nullable Permit permit;
    private Runnable endOfLoad = () -> {};

    /**
     * @param fills where the loads put their fills
     * @param freshSnapshot has this thread load what is in the database now, until the action it returns
     */
    Batch(Map<CacheKey, Lookup> lookups, LoadLimiter limiter, BatchFills fills, Supplier<Runnable> freshSnapshot) {
        this.lookups = lookups;
        this.limiter = limiter;
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
     * Waits until this node may load; to be called once, before the load.
     *
     * @throws org.springframework.dao.TransientDataAccessResourceException if too many loads are under way for too long
     */
    public void awaitTurn() {
        permit = limiter.acquire();
        if (lookups.values().stream().anyMatch(lookup -> lookup instanceof Load load && load.mayFill())) {
            endOfLoad = freshSnapshot.get();
        }
    }

    @Override
    public void close() {
        for (Lookup lookup : lookups.values()) {
            if (lookup instanceof Load load) {
                load.close();
            }
        }
        endOfLoad.run();
        if (permit != null) {
            permit.release();
        }
        fills.send();
    }
}
