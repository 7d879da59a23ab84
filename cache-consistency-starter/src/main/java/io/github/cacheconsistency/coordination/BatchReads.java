package io.github.cacheconsistency.coordination;

import io.github.cacheconsistency.CacheConsistencyListener;
import io.github.cacheconsistency.CacheConsistencyListener.ReadOutcome;
import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.FillExecutor;
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
 * missed. A batch waits for nobody: what somebody else is loading already it loads as well, but does not fill. Its fills
 * go to Redis together, at its end.
 * Thread-safe. A Redis failure is reported and never thrown.
 */
public final class BatchReads {

    private static final Logger log = LoggerFactory.getLogger(BatchReads.class);

    private final LoadLimiter limiter;
    private final Predicate<CacheKey> bypass;
    private final CacheTrust trust;
    private final FillExecutor fills;
    private final CacheConsistencyListener listener;
    private final FreshSnapshot snapshot;

    /**
     * @param bypass keys not to be read from the cache now
     * @param trust whether any key may be read from the cache now
     * @param contexts what a load may go through that remembers older loads
     */
    public BatchReads(
            LoadLimiter limiter,
            Predicate<CacheKey> bypass,
            CacheTrust trust,
            FillExecutor fills,
            PersistenceContexts contexts,
            CacheConsistencyListener listener) {
        this(limiter, bypass, trust, fills, new FreshSnapshot(contexts), listener);
    }

    private BatchReads(
            LoadLimiter limiter,
            Predicate<CacheKey> bypass,
            CacheTrust trust,
            FillExecutor fills,
            FreshSnapshot snapshot,
            CacheConsistencyListener listener) {
        this.limiter = limiter;
        this.bypass = bypass;
        this.trust = trust;
        this.fills = fills;
        this.snapshot = snapshot;
        this.listener = listener;
    }

    /**
     * {@link #begin}, for values that are wanted in the cache only: its fills are done when the batch has been closed,
     * whatever the strategy, and {@code filled} was run for each that was accepted. Listeners are told of loads and failures
     * only: the batch reads nothing for anybody.
     */
    public Batch beginWarmUp(GuardedCache cache, List<CacheKey> keys, Runnable filled) {
        CacheConsistencyListener events = new WarmUpEvents(listener, filled);
        return new BatchReads(limiter, bypass, trust, Runnable::run, snapshot, events).begin(cache, keys);
    }

    /** Looks up {@code keys}, which hold no duplicates. The caller closes the batch, on this thread. */
    public Batch begin(GuardedCache cache, List<CacheKey> keys) {
        Map<CacheKey, Lookup> lookups = new LinkedHashMap<>();
        BatchFills batchFills = new BatchFills(cache, fills, listener);
        Loads loads = (key, permit, outcome, cause) -> {
            if (cause == null) {
                listener.onRead(key, outcome);
            } else {
                listener.onRead(key, outcome, cause);
            }
            return new Load(cache, key, permit, batchFills, listener);
        };
        ReadOutcome others = ReadOutcome.READ_THROUGH;
        Exception cause = null;
        List<CacheKey> wanted = keys.stream().filter(bypass.negate()).toList();
        try {
            if (!lookUp(cache, wanted, lookups, loads)) {
                others = ReadOutcome.REDIS_FAILED;
            }
        } catch (RuntimeException redisFailure) {
            log.debug("Lookup of {} keys of cache '{}' failed", keys.size(), cache.name(), redisFailure);
            others = ReadOutcome.REDIS_FAILED;
            cause = redisFailure;
        }
        for (CacheKey key : keys) {
            if (!lookups.containsKey(key)) {
                lookups.put(key, loads.begin(key, null, others, cause));
            }
        }
        return new Batch(lookups, limiter, batchFills, () -> snapshot.begin(cache));
    }

    /** Returns whether Redis was trusted all the while; if not, nothing it said is believed. */
    private boolean lookUp(GuardedCache cache, List<CacheKey> keys, Map<CacheKey, Lookup> lookups, Loads loads) {
        long stamp = trust.stamp();
        if (!trust.mayBelieve(stamp, cache.name())) {
            return false;
        }
        List<KeyState> states = cache.strategy().peekAll(keys);
        if (!trust.holdsSince(stamp)) {
            return false;
        }
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
                CacheKey key = missing.get(index);
                LoadDecision decision = decisions.get(index);
                if (decision instanceof LoadDecision.Granted granted) {
                    lookups.put(key, loads.begin(key, granted.permit(), ReadOutcome.MISS, null));
                } else if (decision instanceof LoadDecision.ProbeFailed failed) {
                    lookups.put(key, loads.begin(key, null, ReadOutcome.PROBE_FAILED, failed.cause()));
                }
            }
        }
        return true;
    }

    /** Begins the loads of one batch. */
    @FunctionalInterface
    private interface Loads {

        Load begin(CacheKey key, @Nullable FillPermit permit, ReadOutcome outcome, @Nullable Exception cause);
    }
}
