package io.github.cacheconsistency.internal.read;

import io.github.cacheconsistency.CacheConsistencyListener;
import io.github.cacheconsistency.CacheConsistencyListener.ReadOutcome;
import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.internal.cache.GuardedCache;
import io.github.cacheconsistency.internal.failover.CacheTrust;
import io.github.cacheconsistency.internal.load.LoadsUnderWay;
import io.github.cacheconsistency.internal.load.TooManyLoadsException;
import io.github.cacheconsistency.spi.FillExecutor;
import io.github.cacheconsistency.spi.FillPermit;
import io.github.cacheconsistency.spi.KeyState;
import io.github.cacheconsistency.spi.LoadDecision;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Begins reads of several keys. One round trip looks all keys up; a second one takes the leases of the missing keys. A batch
 * does not wait for other readers: keys that another reader is already loading are loaded as well, but not filled. All fills
 * are sent together at the end of the batch. Redis failures are reported, not thrown. Thread-safe.
 */
public final class BatchReads {

    private static final Logger log = LoggerFactory.getLogger(BatchReads.class);

    private final LoadsUnderWay loads;
    private final Predicate<CacheKey> bypass;
    private final CacheTrust trust;
    private final FillExecutor fills;
    private final CacheConsistencyListener listener;
    private final FreshSnapshot snapshot;

    /**
     * @param bypass accepts keys that must not be read from the cache now
     * @param trust whether Redis, and the caches in it, may be trusted now
     * @param contexts persistence contexts that could serve outdated entities to a load
     */
    public BatchReads(
            LoadsUnderWay loads,
            Predicate<CacheKey> bypass,
            CacheTrust trust,
            FillExecutor fills,
            PersistenceContexts contexts,
            CacheConsistencyListener listener) {
        this(loads, bypass, trust, fills, new FreshSnapshot(contexts), listener);
    }

    private BatchReads(
            LoadsUnderWay loads,
            Predicate<CacheKey> bypass,
            CacheTrust trust,
            FillExecutor fills,
            FreshSnapshot snapshot,
            CacheConsistencyListener listener) {
        this.loads = loads;
        this.bypass = bypass;
        this.trust = trust;
        this.fills = fills;
        this.snapshot = snapshot;
        this.listener = listener;
    }

    /**
     * Begins a batch whose values are only put into the cache, not returned. Its fills are done when the batch is closed, even
     * if the strategy fills asynchronously. Listeners are notified of loads and failures, but not of hits.
     *
     * @param filled runs for each accepted fill
     * @throws org.springframework.dao.TransientDataAccessResourceException as thrown by {@link #begin}
     */
    public Batch beginWarmUp(GuardedCache cache, List<CacheKey> keys, Runnable filled) {
        CacheConsistencyListener events = new WarmUpEvents(listener, filled);
        return new BatchReads(loads, bypass, trust, Runnable::run, snapshot, events).begin(cache, keys);
    }

    /**
     * Looks up {@code keys}, which must not contain duplicates. The caller must close the batch on the same thread.
     *
     * @throws org.springframework.dao.TransientDataAccessResourceException if too many loads run for too long and the limit is
     *     configured to fail
     */
    public Batch begin(GuardedCache cache, List<CacheKey> keys) {
        Beginning beginning = new Beginning(cache, keys);
        ReadOutcome others = ReadOutcome.READ_THROUGH;
        Exception cause = null;
        try {
            if (!beginning.lookUp(keys.stream().filter(bypass.negate()).toList())) {
                others = ReadOutcome.REDIS_FAILED;
            }
        } catch (TooManyLoadsException limit) {
            throw limit;
        } catch (RuntimeException redisFailure) {
            log.debug("Lookup of {} keys of cache '{}' failed", keys.size(), cache.name(), redisFailure);
            others = ReadOutcome.REDIS_FAILED;
            cause = redisFailure;
        }
        return beginning.batch(others, cause);
    }

    /** The first steps of one batch. */
    private final class Beginning {

        private final GuardedCache cache;
        private final List<CacheKey> keys;
        private final BatchFills batchFills;
        private final BatchLoads batchLoads;
        private final Map<CacheKey, Lookup> lookups = new LinkedHashMap<>();

        private Beginning(GuardedCache cache, List<CacheKey> keys) {
            this.cache = cache;
            this.keys = keys;
            this.batchFills = new BatchFills(cache, fills, listener);
            this.batchLoads = new BatchLoads(cache, loads);
        }

        /** Returns {@code false} if Redis was not trusted all the time; none of its answers may be used then. */
        private boolean lookUp(List<CacheKey> wanted) {
            long stamp = trust.stamp();
            if (!trust.mayBelieve(stamp, cache.name())) {
                return false;
            }
            Map<CacheKey, KeyState> open = find(wanted, stamp);
            if (open != null && !open.isEmpty() && batchLoads.awaitTurn(wanted.get(0))) {
                // Looked up again, because other readers may have loaded while this batch waited.
                open = find(List.copyOf(open.keySet()), stamp);
            }
            if (open == null) {
                return false;
            }
            open.values().removeIf(state -> !isFree(state));
            if (!open.isEmpty() && snapshot.isPossible(cache, true)) {
                prepare(List.copyOf(open.keySet()));
            }
            return true;
        }

        /**
         * Stores the values that were found. Returns the states of the other keys, or {@code null} if the answer is not
         * trusted.
         */
        private @Nullable Map<CacheKey, KeyState> find(List<CacheKey> wanted, long stamp) {
            List<KeyState> states = cache.strategy().peekAll(wanted);
            if (!trust.holdsSince(stamp)) {
                return null;
            }
            Map<CacheKey, KeyState> others = new LinkedHashMap<>();
            for (int index = 0; index < wanted.size(); index++) {
                CacheKey key = wanted.get(index);
                if (states.get(index) instanceof KeyState.Value value) {
                    listener.onRead(key, ReadOutcome.HIT);
                    lookups.put(key, new Lookup.Found(value));
                } else {
                    others.put(key, states.get(index));
                }
            }
            return others;
        }

        private static boolean isFree(KeyState state) {
            return state instanceof KeyState.Absent || state instanceof KeyState.Lease lease && lease.isUnattended();
        }

        private void prepare(List<CacheKey> missing) {
            List<LoadDecision> decisions = cache.strategy().prepareLoads(missing);
            for (int index = 0; index < missing.size(); index++) {
                CacheKey key = missing.get(index);
                LoadDecision decision = decisions.get(index);
                if (decision instanceof LoadDecision.Granted granted) {
                    batchLoads.leased(key, granted.permit());
                    load(key, granted.permit(), ReadOutcome.MISS, null);
                } else if (decision instanceof LoadDecision.ProbeFailed failed) {
                    load(key, null, ReadOutcome.PROBE_FAILED, failed.cause());
                }
            }
            batchLoads.lead();
        }

        private void load(CacheKey key, @Nullable FillPermit permit, ReadOutcome outcome, @Nullable Exception cause) {
            if (cause == null) {
                listener.onRead(key, outcome);
            } else {
                listener.onRead(key, outcome, cause);
            }
            lookups.put(key, new Load(cache, key, permit, batchFills, listener));
        }

        private Batch batch(ReadOutcome others, @Nullable Exception cause) {
            for (CacheKey key : keys) {
                if (!lookups.containsKey(key)) {
                    load(key, null, others, cause);
                }
            }
            return new Batch(lookups, batchLoads, batchFills, () -> snapshot.begin(cache));
        }
    }
}
