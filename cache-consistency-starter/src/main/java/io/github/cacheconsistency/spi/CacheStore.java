package io.github.cacheconsistency.spi;

import io.github.cacheconsistency.CacheKey;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The Redis operations that strategies consist of (docs/protocols.md, "Operations"). Every call is synchronous: it
 * returns after Redis has answered. Each operation uses one key, or several keys independently of each other, so that
 * all of them work on Redis Cluster. Thread-safe.
 *
 * <p>All methods throw a {@link RuntimeException} if Redis is not reachable or does not answer in time. The operation
 * may have been executed nevertheless.
 *
 * <p>A time-to-live of {@code null} means that the entry does not expire.
 */
public interface CacheStore {

    /** Returns the state of {@code key}, with one plain {@code GET}. */
    KeyState get(CacheKey key);

    /** Returns the states of {@code keys}, in their order, with one round trip. */
    List<KeyState> getAll(List<CacheKey> keys);

    /** Like {@link #get}, and restarts the time-to-live of a value, but not that of a lease. */
    KeyState getAndTouch(CacheKey key, Duration timeToLive);

    /**
     * LEASE: stores the lease if the key is absent.
     *
     * @return whether the lease was taken
     */
    boolean lease(CacheKey key, LeaseToken token, Duration leaseTime);

    /**
     * GET-OR-LEASE: does a {@link #get} and a {@link #lease} atomically, in one round trip (Nishtala et al., "Scaling
     * Memcache at Facebook", NSDI 2013: a get that misses returns the lease). It also takes over an
     * {@linkplain LeaseToken#unattended() unattended} lease of another reader, whose fill is refused from then on.
     *
     * @return {@link KeyState.Absent} if the lease was taken; otherwise the state of the key
     */
    KeyState getOrLease(CacheKey key, LeaseToken token, Duration leaseTime);

    /**
     * LEASE of several keys, in one round trip. It takes over unattended leases as {@link #getOrLease} does.
     *
     * @return whether each lease was taken, in the order of {@code tokens}
     */
    List<Boolean> leaseAll(Map<CacheKey, LeaseToken> tokens, Duration leaseTime);

    /**
     * RENEW: extends the leases that the keys still hold, so that they end {@code leaseTime} from now, in one round
     * trip.
     *
     * @return whether each key still holds its token, in the order of {@code tokens}
     */
    List<Boolean> renewAll(Map<CacheKey, LeaseToken> tokens, Duration leaseTime);

    /**
     * FILL: stores the value if the key still holds {@code token}.
     *
     * @return whether the value was stored
     */
    boolean fill(CacheKey key, LeaseToken token, KeyState.Value value, @Nullable Duration timeToLive);

    /**
     * FILL of several keys, in one round trip, each under the lease of its permit.
     *
     * @return whether each value was stored, in the order of {@code fills}
     */
    default List<Boolean> fillAll(List<Fill> fills) {
        return fills.stream()
                .map(fill -> fill(
                        fill.key(),
                        Objects.requireNonNull(fill.permit().token(), "a fill that needs a lease"),
                        fill.value(),
                        fill.timeToLive()))
                .toList();
    }

    /**
     * FILL-OR-REPLACE-OLDER: like {@link #fill}, and also replaces a cached value whose version is lower than that of
     * {@code value}.
     *
     * @return whether the value was stored
     */
    boolean fillOrReplaceOlder(CacheKey key, LeaseToken token, KeyState.Value value, @Nullable Duration timeToLive);

    /**
     * RELEASE: removes the lease if the key still holds {@code token}.
     *
     * @return whether the lease was removed
     */
    boolean release(CacheKey key, LeaseToken token);

    /**
     * PUT-IF-NEWER: replaces a value of a lower version and keeps a value of the same or a higher version. In any other
     * state it invalidates the key, as {@link #invalidate} does. It never stores a value under an absent key.
     */
    void putIfNewer(CacheKey key, KeyState.Value value, @Nullable Duration timeToLive);

    /** SET: stores the value unconditionally. */
    void set(CacheKey key, KeyState.Value value, @Nullable Duration timeToLive);

    /** SET of several keys, in one round trip. The permits are ignored. */
    default void setAll(List<Fill> fills) {
        fills.forEach(fill -> set(fill.key(), fill.value(), fill.timeToLive()));
    }

    /**
     * Stores the value if the key is absent or holds a lease. The fill of such a lease is refused from then on.
     *
     * @return {@link KeyState.Absent} if the value was stored; otherwise the state of the key, a value or a tombstone
     */
    KeyState setIfAbsent(CacheKey key, KeyState.Value value, @Nullable Duration timeToLive);

    /**
     * Returns whether any key that matches the glob-style {@code pattern} holds a value. Leases and tombstones do not
     * count.
     */
    boolean holdsValues(String cacheName, byte[] pattern);

    /**
     * Removes a value, but neither a lease nor a tombstone.
     *
     * @return whether there was a value
     */
    boolean removeValue(CacheKey key);

    /**
     * INVALIDATE: removes the values and leases of the keys, in one round trip. If the loads of the cache may come from
     * a database replica that lags, the keys hold a {@link KeyState.Tombstone} afterwards, for at least that lag. An
     * existing tombstone is never shortened.
     *
     * @return the number of keys that held something
     */
    long invalidate(Collection<CacheKey> keys);

    /**
     * INVALIDATE for a write that is not committed yet. Its tombstones live two seconds longer, so that they outlast
     * the commit, provided that it follows within these two seconds.
     *
     * @return the number of keys that held something
     */
    long invalidateBeforeCommit(Collection<CacheKey> keys);

    /**
     * Removes every key that matches the glob-style {@code pattern}, in batches: values, leases and tombstones. It
     * leaves no tombstones, because it does not know the keys of the cache that hold nothing.
     *
     * @return the number of removed keys
     */
    long invalidateMatching(String cacheName, byte[] pattern);
}
