package io.github.cacheconsistency.internal.redis;

import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.spi.CacheStore;
import io.github.cacheconsistency.spi.Fill;
import io.github.cacheconsistency.spi.KeyState;
import io.github.cacheconsistency.spi.LeaseToken;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A store with a circuit breaker, so that readers do not wait for a Redis that fails or answers slowly.
 *
 * <p>Invalidations and {@link #putIfNewer} always go to Redis: skipping them because reads were slow would leave a stale value
 * in a Redis that still works. Their results do not count for the circuit either.
 */
public final class CircuitBreakingCacheStore implements CacheStore {

    private final CacheStore store;
    private final CircuitBreaker circuitBreaker;

    public CircuitBreakingCacheStore(CacheStore store, CircuitBreaker circuitBreaker) {
        this.store = store;
        this.circuitBreaker = circuitBreaker;
    }

    /** Does the same as {@code executeSupplier}, but allocates no objects, because every hit takes this path. */
    @Override
    public KeyState get(CacheKey key) {
        circuitBreaker.acquirePermission();
        long start = circuitBreaker.getCurrentTimestamp();
        KeyState state;
        try {
            state = store.get(key);
        } catch (Exception failure) {
            circuitBreaker.onError(elapsedSince(start), circuitBreaker.getTimestampUnit(), failure);
            throw failure;
        }
        circuitBreaker.onSuccess(elapsedSince(start), circuitBreaker.getTimestampUnit());
        return state;
    }

    private long elapsedSince(long start) {
        return circuitBreaker.getCurrentTimestamp() - start;
    }

    @Override
    public List<KeyState> getAll(List<CacheKey> keys) {
        return circuitBreaker.executeSupplier(() -> store.getAll(keys));
    }

    @Override
    public KeyState getAndTouch(CacheKey key, Duration timeToLive) {
        return circuitBreaker.executeSupplier(() -> store.getAndTouch(key, timeToLive));
    }

    @Override
    public boolean lease(CacheKey key, LeaseToken token, Duration leaseTime) {
        return circuitBreaker.executeSupplier(() -> store.lease(key, token, leaseTime));
    }

    @Override
    public KeyState getOrLease(CacheKey key, LeaseToken token, Duration leaseTime) {
        return circuitBreaker.executeSupplier(() -> store.getOrLease(key, token, leaseTime));
    }

    @Override
    public List<Boolean> leaseAll(Map<CacheKey, LeaseToken> tokens, Duration leaseTime) {
        return circuitBreaker.executeSupplier(() -> store.leaseAll(tokens, leaseTime));
    }

    @Override
    public List<Boolean> renewAll(Map<CacheKey, LeaseToken> tokens, Duration leaseTime) {
        return circuitBreaker.executeSupplier(() -> store.renewAll(tokens, leaseTime));
    }

    @Override
    public boolean fill(CacheKey key, LeaseToken token, KeyState.Value value, @Nullable Duration timeToLive) {
        return circuitBreaker.executeSupplier(() -> store.fill(key, token, value, timeToLive));
    }

    @Override
    public List<Boolean> fillAll(List<Fill> fills) {
        return circuitBreaker.executeSupplier(() -> store.fillAll(fills));
    }

    @Override
    public boolean fillOrReplaceOlder(
            CacheKey key, LeaseToken token, KeyState.Value value, @Nullable Duration timeToLive) {
        return circuitBreaker.executeSupplier(() -> store.fillOrReplaceOlder(key, token, value, timeToLive));
    }

    @Override
    public boolean release(CacheKey key, LeaseToken token) {
        return circuitBreaker.executeSupplier(() -> store.release(key, token));
    }

    @Override
    public void set(CacheKey key, KeyState.Value value, @Nullable Duration timeToLive) {
        circuitBreaker.executeRunnable(() -> store.set(key, value, timeToLive));
    }

    @Override
    public void setAll(List<Fill> fills) {
        circuitBreaker.executeRunnable(() -> store.setAll(fills));
    }

    @Override
    public KeyState setIfAbsent(CacheKey key, KeyState.Value value, @Nullable Duration timeToLive) {
        return circuitBreaker.executeSupplier(() -> store.setIfAbsent(key, value, timeToLive));
    }

    @Override
    public void putIfNewer(CacheKey key, KeyState.Value value, @Nullable Duration timeToLive) {
        store.putIfNewer(key, value, timeToLive);
    }

    @Override
    public boolean holdsValues(String cacheName, byte[] pattern) {
        return store.holdsValues(cacheName, pattern);
    }

    @Override
    public boolean removeValue(CacheKey key) {
        return store.removeValue(key);
    }

    @Override
    public long invalidate(Collection<CacheKey> keys) {
        return store.invalidate(keys);
    }

    @Override
    public long invalidateBeforeCommit(Collection<CacheKey> keys) {
        return store.invalidateBeforeCommit(keys);
    }

    @Override
    public long invalidateMatching(String cacheName, byte[] pattern) {
        return store.invalidateMatching(cacheName, pattern);
    }
}
