package io.github.cacheconsistency.internal.read;

import io.github.cacheconsistency.CacheConsistencyListener;
import io.github.cacheconsistency.CacheConsistencyListener.ReadOutcome;
import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.internal.cache.GuardedCache;
import io.github.cacheconsistency.internal.failover.CacheTrust;
import io.github.cacheconsistency.internal.load.LeaseKeeper;
import io.github.cacheconsistency.internal.load.LoadLimiter;
import io.github.cacheconsistency.internal.load.LoadsUnderWay;
import io.github.cacheconsistency.internal.load.TooManyLoadsException;
import io.github.cacheconsistency.spi.FillExecutor;
import io.github.cacheconsistency.spi.FillPermit;
import io.github.cacheconsistency.spi.KeyState;
import io.github.cacheconsistency.spi.TimeSource;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The start of every read, whatever the strategy (docs/protocols.md, "Frame of every read and write"). A Redis failure is
 * reported and never thrown: the read continues with a load. Thread-safe.
 */
public final class ReadPath {

    private static final Logger log = LoggerFactory.getLogger(ReadPath.class);

    private final TimeSource time;
    private final LoadsUnderWay loads;
    private final Predicate<CacheKey> bypass;
    private final CacheTrust trust;
    private final FillExecutor fills;
    private final CacheConsistencyListener listener;
    private final FreshSnapshot snapshot;
    private final InFlightLoads inFlightLoads = new InFlightLoads();

    /**
     * @param bypass accepts keys that must not be read from the cache now: written by this transaction, or waiting for an
     *     invalidation
     * @param trust whether Redis, and the caches in it, may be trusted now
     * @param contexts persistence contexts that could serve outdated entities to a load
     */
    public ReadPath(
            TimeSource time,
            LoadsUnderWay loads,
            Predicate<CacheKey> bypass,
            CacheTrust trust,
            FillExecutor fills,
            PersistenceContexts contexts,
            CacheConsistencyListener listener) {
        this.time = time;
        this.loads = loads;
        this.bypass = bypass;
        this.trust = trust;
        this.fills = fills;
        this.listener = listener;
        this.snapshot = new FreshSnapshot(contexts);
    }

    /** Begins a read with a plain lookup; see {@link #begin(GuardedCache, CacheKey, InitialLookup)}. */
    public Lookup begin(GuardedCache cache, CacheKey key) {
        return begin(cache, key, InitialLookup.PEEK);
    }

    /**
     * Begins a read. If the result is a {@link Load}, the caller must close it on the same thread: readers of the same key wait
     * for that and for the fill, up to the cache's lease wait.
     *
     * @param initialLookup the first lookup of the key
     * @throws org.springframework.dao.TransientDataAccessResourceException if too many loads run for too long and the limit is
     *     configured to fail
     */
    public Lookup begin(GuardedCache cache, CacheKey key, InitialLookup initialLookup) {
        ReadDecision decision = decide(cache, key, initialLookup, true);
        if (decision instanceof ReadDecision.Granted granted) {
            return granted(cache, key, granted);
        }
        if (decision instanceof ReadDecision.Pass pass) {
            LoadLimiter.Turn turn = pass.turn() == null ? loads.turn(key) : pass.turn();
            KeyState.Value meanwhile = turn.take() ? retryLookup(cache, key) : null;
            if (meanwhile == null) {
                Load load = loadOnly(cache, key, pass);
                load.atEnd(turn::giveBack);
                return load;
            }
            turn.giveBack();
            return found(key, meanwhile);
        }
        return found(key, ((ReadDecision.Found) decision).value());
    }

    /**
     * Begins a read whose end may never be reported. It does not wait for other readers, delays no reader on any node, and does
     * not count against the load limit: the next reader takes its lease over.
     */
    public Lookup beginUnattended(GuardedCache cache, CacheKey key, InitialLookup initialLookup) {
        ReadDecision decision = decide(cache, key, initialLookup, false);
        if (decision instanceof ReadDecision.Found found) {
            return found(key, found.value());
        }
        if (decision instanceof ReadDecision.Granted granted) {
            return loadToFill(cache, key, granted.permit());
        }
        return loadOnly(cache, key, (ReadDecision.Pass) decision);
    }

    /**
     * Returns what {@code look} finds in {@code key}; {@code null} if reads must bypass the cache now, so that the content of
     * the key must not be used. In that case {@code look} may not have been called.
     */
    public @Nullable KeyState ifTrusted(CacheKey key, Supplier<KeyState> look) {
        long stamp = trust.stamp();
        if (bypass.test(key) || !trust.mayBelieve(stamp, key.cacheName())) {
            return null;
        }
        KeyState state = look.get();
        return state instanceof KeyState.Value && !trust.holdsSince(stamp) ? null : state;
    }

    private ReadDecision decide(GuardedCache cache, CacheKey key, InitialLookup initialLookup, boolean attended) {
        if (bypass.test(key)) {
            return ReadDecision.READ_THROUGH;
        }
        long stamp = trust.stamp();
        if (!trust.mayBelieve(stamp, cache.name())) {
            return ReadDecision.REDIS_FAILED;
        }
        ReadDecision decision = ask(cache, key, initialLookup, attended);
        // Invariant: a value is used only if Redis was trusted from before the lookup until after it.
        return decision instanceof ReadDecision.Found && !trust.holdsSince(stamp)
                ? ReadDecision.REDIS_FAILED
                : decision;
    }

    private ReadDecision ask(GuardedCache cache, CacheKey key, InitialLookup initialLookup, boolean attended) {
        try {
            if (attended
                    && initialLookup == InitialLookup.PEEK
                    && cache.strategy().expectsMiss(key)) {
                ReadDecision decision =
                        snapshot.isPossible(cache, true) ? miss(cache, key).open() : null;
                if (decision != null) {
                    return decision;
                }
            }
            long completions = inFlightLoads.completions(key);
            KeyState state = initialLookup.lookUp(cache, key);
            if (state instanceof KeyState.Value value) {
                return new ReadDecision.Found(value);
            }
            if (!snapshot.isPossible(cache, attended)) {
                return ReadDecision.READ_THROUGH;
            }
            return attended
                    ? miss(cache, key).lead(state, completions)
                    : UnattendedLookup.decide(cache.strategy(), key, state);
        } catch (TooManyLoadsException limit) {
            throw limit;
        } catch (RuntimeException redisFailure) {
            log.debug("Lookup of cache '{}' key '{}' failed", cache.name(), key, redisFailure);
            return new ReadDecision.Pass(ReadOutcome.REDIS_FAILED, redisFailure, null);
        }
    }

    private Miss miss(GuardedCache cache, CacheKey key) {
        return new Miss(cache, key, time, inFlightLoads, loads);
    }

    /** Repeats the lookup after a wait; returns {@code null} if there is no value or it must not be used. */
    private KeyState.@Nullable Value retryLookup(GuardedCache cache, CacheKey key) {
        long stamp = trust.stamp();
        if (bypass.test(key)
                || !trust.mayBelieve(stamp, cache.name())
                || Thread.currentThread().isInterrupted()) {
            return null;
        }
        try {
            KeyState state = cache.strategy().peek(key);
            return state instanceof KeyState.Value value && trust.holdsSince(stamp) ? value : null;
        } catch (RuntimeException redisFailure) {
            log.debug("Second lookup of cache '{}' key '{}' failed", cache.name(), key, redisFailure);
            return null;
        }
    }

    private Lookup found(CacheKey key, KeyState.Value value) {
        listener.onRead(key, ReadOutcome.HIT);
        return new Lookup.Found(value);
    }

    private Load granted(GuardedCache cache, CacheKey key, ReadDecision.Granted granted) {
        FillPermit permit = granted.permit();
        Load load = loadToFill(cache, key, permit);
        LoadLimiter.Turn turn = granted.turn();
        if (turn != null) {
            load.atEnd(turn::giveBack);
        }
        InFlightLoad inFlight = granted.inFlight();
        if (inFlight != null) {
            LeaseKeeper.Kept kept = loads.keep(cache, key, permit);
            load.completesBy(inFlight, () -> {
                kept.release();
                inFlightLoads.complete(key, inFlight, true);
            });
        }
        load.atEnd(loads.lead(Map.of(key, permit)));
        try {
            load.atEnd(snapshot.begin(cache));
            return load;
        } catch (RuntimeException failure) {
            load.close();
            throw failure;
        }
    }

    private Load loadToFill(GuardedCache cache, CacheKey key, FillPermit permit) {
        listener.onRead(key, ReadOutcome.MISS);
        return new Load(cache, key, permit, fills, listener);
    }

    private Load loadOnly(GuardedCache cache, CacheKey key, ReadDecision.Pass pass) {
        Exception cause = pass.cause();
        if (cause == null) {
            listener.onRead(key, pass.outcome());
        } else {
            listener.onRead(key, pass.outcome(), cause);
        }
        return new Load(cache, key, null, fills, listener);
    }
}
