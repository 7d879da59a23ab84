package io.github.cacheconsistency.coordination;

import io.github.cacheconsistency.CacheConsistencyListener;
import io.github.cacheconsistency.CacheConsistencyListener.ReadOutcome;
import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.FillPermit;
import io.github.cacheconsistency.KeyState;
import io.github.cacheconsistency.LoadDecision;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How reads of several keys begin: one round trip looks all of them up, a second one takes the leases of those that
 * missed. A batch waits for nobody: what somebody else is loading already it loads as well, but does not fill.
 * Thread-safe. A Redis failure is reported and never thrown.
 */
public final class BatchReads {

    private static final Logger log = LoggerFactory.getLogger(BatchReads.class);

    private final LoadLimiter limiter;
    private final Predicate<CacheKey> bypass;
    private final CacheConsistencyListener listener;
    private final FreshSnapshot snapshot;

    /** Without JPA; see the other constructor. */
    public BatchReads(LoadLimiter limiter, Predicate<CacheKey> bypass, CacheConsistencyListener listener) {
        this(limiter, bypass, listener, PersistenceContexts.NONE);
    }

    /**
     * @param bypass keys not to be read from the cache now
     * @param contexts what a load may go through that remembers older loads
     */
    public BatchReads(
            LoadLimiter limiter,
            Predicate<CacheKey> bypass,
            CacheConsistencyListener listener,
            PersistenceContexts contexts) {
        this.limiter = limiter;
        this.bypass = bypass;
        this.listener = listener;
        this.snapshot = new FreshSnapshot(contexts);
    }

    /** Looks up {@code keys}, which hold no duplicates. The caller closes the batch, on this thread. */
    public Batch begin(GuardedCache cache, List<CacheKey> keys) {
        Map<CacheKey, Lookup> lookups = new LinkedHashMap<>();
        try {
            lookUp(cache, keys.stream().filter(bypass.negate()).toList(), lookups);
        } catch (RuntimeException redisFailure) {
            log.debug("Lookup of {} keys of cache '{}' failed", keys.size(), cache.name(), redisFailure);
            keys.forEach(key -> lookups.computeIfAbsent(key, any -> load(cache, key, null, ReadOutcome.REDIS_FAILED)));
        }
        keys.forEach(key -> lookups.computeIfAbsent(key, any -> load(cache, key, null, ReadOutcome.READ_THROUGH)));
        return new Batch(lookups, limiter, () -> snapshot.begin(cache));
    }

    private void lookUp(GuardedCache cache, List<CacheKey> keys, Map<CacheKey, Lookup> lookups) {
        List<KeyState> states = cache.strategy().peekAll(keys);
        List<CacheKey> missing = new ArrayList<>();
        for (int index = 0; index < keys.size(); index++) {
            CacheKey key = keys.get(index);
            if (states.get(index) instanceof KeyState.Value value) {
                listener.onRead(key, ReadOutcome.HIT);
                lookups.put(key, new Lookup.Found(value));
            } else if (states.get(index) instanceof KeyState.Absent) {
                missing.add(key);
            }
        }
        if (!missing.isEmpty() && snapshot.isPossible(cache, true)) {
            List<LoadDecision> decisions = cache.strategy().prepareLoads(missing);
            for (int index = 0; index < missing.size(); index++) {
                if (decisions.get(index) instanceof LoadDecision.Granted granted) {
                    CacheKey key = missing.get(index);
                    lookups.put(key, load(cache, key, granted.permit(), ReadOutcome.MISS));
                }
            }
        }
    }

    private Load load(GuardedCache cache, CacheKey key, @Nullable FillPermit permit, ReadOutcome outcome) {
        listener.onRead(key, outcome);
        return new Load(cache, key, permit, listener);
    }
}
