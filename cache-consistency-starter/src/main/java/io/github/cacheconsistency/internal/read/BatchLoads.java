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

/** What the loads of one batch hold together: one turn, and their leases. Used by one thread. */
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

    /** Takes the turn, once; {@code key} is one of those to load. Returns whether it has waited. */
    boolean awaitTurn(CacheKey key) {
        if (turn == null) {
            turn = loads.turn(key);
        }
        return turn.take();
    }

    /** Keeps the lease alive. */
    void leased(CacheKey key, FillPermit permit) {
        leased.put(key, permit);
        kept.add(loads.keep(cache, key, permit));
    }

    /** To be called when all leases are taken: others may wait for them. */
    void lead() {
        endOfLead = loads.lead(leased);
    }

    /** Ends all of it. */
    void end() {
        kept.forEach(LeaseKeeper.Kept::release);
        endOfLead.run();
        if (turn != null) {
            turn.giveBack();
        }
    }
}
