package io.github.cacheconsistency.internal.load;

import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.internal.cache.GuardedCache;
import io.github.cacheconsistency.spi.FillPermit;
import java.util.Map;

/**
 * The loads of this node: how many may run, which leases are renewed, and which reads may wait for which loads. Thread-safe.
 */
public final class LoadsUnderWay {

    private final LoadLimiter limiter;
    private final LeaseKeeper keeper;
    private final LedLoads led = new LedLoads();

    public LoadsUnderWay(LoadLimiter limiter, LeaseKeeper keeper) {
        this.limiter = limiter;
        this.keeper = keeper;
    }

    /** Returns a turn for a load of {@code key} that is not taken yet. */
    public LoadLimiter.Turn turn(CacheKey key) {
        return limiter.turn(key);
    }

    /** Returns whether the current thread may wait for another load of {@code key} without the risk of a cycle of waits. */
    public boolean mayWaitFor(CacheKey key) {
        return led.mayWaitFor(key);
    }

    /** Renews a lease until the returned {@link LeaseKeeper.Kept} is released. */
    public LeaseKeeper.Kept keep(GuardedCache cache, CacheKey key, FillPermit permit) {
        return permit.token() == null ? LeaseKeeper.Kept.NOTHING : keeper.keep(cache, key, permit);
    }

    /**
     * Registers the keys that the current thread loads. Other readers may wait for these loads.
     *
     * @return an action to run on this thread when the loads have ended
     */
    public Runnable lead(Map<CacheKey, FillPermit> permits) {
        return led.lead(permits.keySet());
    }
}
