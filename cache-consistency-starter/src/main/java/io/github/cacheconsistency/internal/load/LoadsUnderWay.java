package io.github.cacheconsistency.internal.load;

import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.internal.cache.GuardedCache;
import io.github.cacheconsistency.spi.FillPermit;
import java.util.Map;

/** What this node knows of its loads: how many may run, which leases they keep, and who may wait for whom. Thread-safe. */
public final class LoadsUnderWay {

    private final LoadLimiter limiter;
    private final LeaseKeeper keeper;
    private final LedLoads led = new LedLoads();

    public LoadsUnderWay(LoadLimiter limiter, LeaseKeeper keeper) {
        this.limiter = limiter;
        this.keeper = keeper;
    }

    /** A turn for a load of {@code key}, not taken yet. */
    public LoadLimiter.Turn turn(CacheKey key) {
        return limiter.turn(key);
    }

    /** Whether this thread may wait for another load of {@code key}: never if it could wait for itself in the end. */
    public boolean mayWaitFor(CacheKey key) {
        return led.mayWaitFor(key);
    }

    /** Keeps a lease alive until its fill is done. */
    public LeaseKeeper.Kept keep(GuardedCache cache, CacheKey key, FillPermit permit) {
        return permit.token() == null ? LeaseKeeper.Kept.NOTHING : keeper.keep(cache, key, permit);
    }

    /**
     * Others may wait for this thread, because it loads these keys.
     *
     * @return to be run on this thread when the loads have ended
     */
    public Runnable lead(Map<CacheKey, FillPermit> permits) {
        return led.lead(permits.keySet());
    }
}
