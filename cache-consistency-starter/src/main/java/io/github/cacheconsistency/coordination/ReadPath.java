package io.github.cacheconsistency.coordination;

import io.github.cacheconsistency.CacheConsistencyListener;
import io.github.cacheconsistency.CacheConsistencyListener.ReadOutcome;
import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.FillExecutor;
import io.github.cacheconsistency.KeyState;
import io.github.cacheconsistency.TimeSource;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How every read begins, whatever the strategy. Thread-safe. A Redis failure is reported and never thrown: the read
 * goes on with a load.
 */
public final class ReadPath {

    private static final Logger log = LoggerFactory.getLogger(ReadPath.class);

    private final TimeSource time;
    private final LoadLimiter limiter;
    private final Predicate<CacheKey> bypass;
    private final CacheTrust trust;
    private final FillExecutor fills;
    private final CacheConsistencyListener listener;
    private final FreshSnapshot snapshot;
    private final Flights flights = new Flights();

    /**
     * @param bypass keys not to be read from the cache now: written by this transaction, or still to be invalidated
     * @param trust whether any key may be read from the cache now
     * @param contexts what a load may go through that remembers older loads
     */
    public ReadPath(
            TimeSource time,
            LoadLimiter limiter,
            Predicate<CacheKey> bypass,
            CacheTrust trust,
            FillExecutor fills,
            PersistenceContexts contexts,
            CacheConsistencyListener listener) {
        this.time = time;
        this.limiter = limiter;
        this.bypass = bypass;
        this.trust = trust;
        this.fills = fills;
        this.listener = listener;
        this.snapshot = new FreshSnapshot(contexts);
    }

    /** Begins a read with a plain lookup; see {@link #begin(GuardedCache, CacheKey, FirstLook)}. */
    public Lookup begin(GuardedCache cache, CacheKey key) {
        return begin(cache, key, FirstLook.PEEK);
    }

    /**
     * Begins a read. If the answer is a {@link Load}, the caller must close it, on this thread: readers of the same key
     * wait for that and for its fill, up to the cache's lease wait.
     *
     * @param firstLook how to look the key up for the first time
     * @throws org.springframework.dao.TransientDataAccessResourceException if too many loads are under way for too long
     */
    public Lookup begin(GuardedCache cache, CacheKey key, FirstLook firstLook) {
        ReadDecision decision = decide(cache, key, firstLook, true);
        Load load = loadFor(cache, key, decision);
        if (load == null) {
            return new Lookup.Found(((ReadDecision.Found) decision).value());
        }
        try {
            if (load.mayFill()) {
                load.atEnd(snapshot.begin(cache));
            }
            LoadLimiter.Permit permit = limiter.acquire();
            load.atEnd(permit::release);
            return load;
        } catch (RuntimeException failure) {
            load.close();
            throw failure;
        }
    }

    /**
     * Begins a read of which nobody can tell whether and when it ends. It waits for no other reader, holds up none, on no
     * node, and counts against no limit: the next reader takes its lease over.
     */
    public Lookup beginUnattended(GuardedCache cache, CacheKey key, FirstLook firstLook) {
        ReadDecision decision = decide(cache, key, firstLook, false);
        Load load = loadFor(cache, key, decision);
        return load != null ? load : new Lookup.Found(((ReadDecision.Found) decision).value());
    }

    /**
     * What {@code look} finds in {@code key}; {@code null} where a read would bypass the cache now, so that nothing that the
     * key holds may be believed. {@code look} may not have been called then.
     */
    public @Nullable KeyState ifTrusted(CacheKey key, Supplier<KeyState> look) {
        long stamp = trust.stamp();
        if (bypass.test(key) || !trust.mayBelieve(stamp, key.cacheName())) {
            return null;
        }
        KeyState state = look.get();
        return state instanceof KeyState.Value && !trust.holdsSince(stamp) ? null : state;
    }

    private ReadDecision decide(GuardedCache cache, CacheKey key, FirstLook firstLook, boolean attended) {
        if (bypass.test(key)) {
            return ReadDecision.READ_THROUGH;
        }
        long stamp = trust.stamp();
        if (!trust.mayBelieve(stamp, cache.name())) {
            return ReadDecision.REDIS_FAILED;
        }
        ReadDecision decision = ask(cache, key, firstLook, attended);
        // Invariant: a value is believed only if the Redis that gave it has been trusted since before it was asked.
        return decision instanceof ReadDecision.Found && !trust.holdsSince(stamp)
                ? ReadDecision.REDIS_FAILED
                : decision;
    }

    private ReadDecision ask(GuardedCache cache, CacheKey key, FirstLook firstLook, boolean attended) {
        try {
            if (attended && firstLook == FirstLook.PEEK && cache.strategy().expectsMiss(key)) {
                ReadDecision decision = open(cache, key);
                if (decision != null) {
                    return decision;
                }
            }
            long landings = flights.landings(key);
            KeyState state = firstLook.look(cache, key);
            if (state instanceof KeyState.Value value) {
                return new ReadDecision.Found(value);
            }
            if (!snapshot.isPossible(cache, attended)) {
                return ReadDecision.READ_THROUGH;
            }
            Miss miss = new Miss(cache, key, time);
            return attended
                    ? miss.lead(state, new Flight(Thread.currentThread()), flights, landings)
                    : miss.look(state);
        } catch (RuntimeException redisFailure) {
            log.debug("Lookup of cache '{}' key '{}' failed", cache.name(), key, redisFailure);
            return new ReadDecision.Pass(ReadOutcome.REDIS_FAILED, redisFailure);
        }
    }

    /** Returns {@code null} where a plain lookup must come first: nobody can fill, or another thread leads already. */
    private @Nullable ReadDecision open(GuardedCache cache, CacheKey key) {
        if (!snapshot.isPossible(cache, true)) {
            return null;
        }
        Flight mine = new Flight(Thread.currentThread());
        return flights.start(key, mine) == null ? new Miss(cache, key, time).open(mine, flights) : null;
    }

    private @Nullable Load loadFor(GuardedCache cache, CacheKey key, ReadDecision decision) {
        if (decision instanceof ReadDecision.Found) {
            listener.onRead(key, ReadOutcome.HIT);
            return null;
        }
        if (decision instanceof ReadDecision.Granted granted) {
            listener.onRead(key, ReadOutcome.MISS);
            Load load = new Load(cache, key, granted.permit(), fills, listener);
            Flight flight = granted.flight();
            if (flight != null) {
                load.landsBy(flight, () -> flights.land(key, flight));
            }
            return load;
        }
        ReadDecision.Pass pass = (ReadDecision.Pass) decision;
        Exception cause = pass.cause();
        if (cause == null) {
            listener.onRead(key, pass.outcome());
        } else {
            listener.onRead(key, pass.outcome(), cause);
        }
        return new Load(cache, key, null, fills, listener);
    }
}
