package io.github.cacheconsistency.internal.read;

import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.internal.cache.GuardedCache;
import io.github.cacheconsistency.internal.load.LeaseKeeper;
import io.github.cacheconsistency.internal.load.LoadLimiter;
import io.github.cacheconsistency.internal.load.LoadsUnderWay;
import io.github.cacheconsistency.spi.FillPermit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The turn and the leases that the loads of one batch share. Used by one thread. */
final class BatchLoads {

    private final GuardedCache cache;
    private final LoadsUnderWay loads;
    private final Map<CacheKey, FillPermit> leased = new LinkedHashMap<>();
    private final List<LeaseKeeper.Kept> kept = new ArrayList<>();
    private LoadLimiter.@Nullable Turn turn;
    private Runnable endOfLead = () -> {};

    BatchLoads(GuardedCache cache, LoadsUnderWay loads) {
        this.cache = cache;
        this.loads = loads;
    }

    /**
     * Takes the turn once.
     *
     * @param key one of the keys to load
     * @return whether the thread has waited
     */
    boolean awaitTurn(CacheKey key) {
        if (turn == null) {
            turn = loads.turn(key);
        }
        return turn.take();
    }

    /** Renews the lease of {@code permit} until {@link #end}. */
    void leased(CacheKey key, FillPermit permit) {
        leased.put(key, permit);
        kept.add(loads.keep(cache, key, permit));
    }

    /** Registers the loads, so that other readers may wait for them. To be called when all leases are taken. */
    void lead() {
        endOfLead = loads.lead(leased);
    }

    /** Gives the turn back and stops the renewal of the leases. */
    void end() {
        kept.forEach(LeaseKeeper.Kept::release);
        endOfLead.run();
        if (turn != null) {
            turn.giveBack();
        }
    }
}
