package io.github.cacheconsistency.spi;

import io.github.cacheconsistency.CacheKey;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The Redis operations that strategies are made of (docs/protocols.md, "Operations"). Every call is synchronous: it
 * returns when Redis has answered. Every operation touches one key, or several keys independently of each other, so all
 * of them work on Redis Cluster. Thread-safe.
 *
 * <p>All methods throw a {@link RuntimeException} if Redis is not reachable or does not answer in time; the operation
 * may or may not have happened then.
 *
 * <p>A time-to-live of {@code null} means that the entry does not expire.
 */
public interface CacheStore {

    /** One plain {@code GET}. */
    KeyState get(CacheKey key);

    /** The states of {@code keys}, in their order, in one round trip. */
    List<KeyState> getAll(List<CacheKey> keys);

    /** {@code GET} that also restarts the time-to-live of a value, never that of a lease. */
    KeyState getAndTouch(CacheKey key, Duration timeToLive);

    /** LEASE: takes the key for this token if it holds nothing at all. */
    boolean lease(CacheKey key, LeaseToken token, Duration leaseTime);

    /**
     * LEASE that says what the key holds if it cannot be taken; {@link KeyState.Absent} if it is taken. One round trip for
     * what would be a {@link #get} and a {@link #lease}, with nothing in between (Nishtala et al., "Scaling Memcache at
     * Facebook", NSDI 2013: a get that misses returns the lease). It takes a key that holds nothing, and takes over the
     * {@linkplain LeaseToken#unattended() unattended} lease of another reader, whose fill is refused from then on.
     */
    KeyState getOrLease(CacheKey key, LeaseToken token, Duration leaseTime);

    /**
     * LEASE of several keys in one round trip; the answers are in the order of {@code tokens}. It takes over unattended
     * leases as {@link #getOrLease} does.
     */
    List<Boolean> leaseAll(Map<CacheKey, LeaseToken> tokens, Duration leaseTime);

    /**
     * RENEW: lets the leases that still stand live for {@code leaseTime} from now on; one round trip.
     *
     * @return which of the keys still hold their token, in the order of {@code tokens}
     */
    List<Boolean> renewAll(Map<CacheKey, LeaseToken> tokens, Duration leaseTime);

    /** FILL: stores the value if the key still holds {@code token}. */
    boolean fill(CacheKey key, LeaseToken token, KeyState.Value value, @Nullable Duration timeToLive);

    /** FILL of several keys, each with the lease in its permit, in one round trip; answers in the order of {@code fills}. */
    default List<Boolean> fillAll(List<Fill> fills) {
        return fills.stream()
                .map(fill -> fill(
                        fill.key(),
                        Objects.requireNonNull(fill.permit().token(), "a fill that needs a lease"),
                        fill.value(),
                        fill.timeToLive()))
                .toList();
    }

    /** FILL, also accepted over a cached value whose version is lower than that of {@code value}. */
    boolean fillOrReplaceOlder(CacheKey key, LeaseToken token, KeyState.Value value, @Nullable Duration timeToLive);

    /** RELEASE: removes the lease if the key still holds {@code token}. */
    boolean release(CacheKey key, LeaseToken token);

    /**
     * PUT-IF-NEWER: replaces a value of a lower version, keeps a value of the same or a higher one, and invalidates the
     * key if it holds anything else or nothing, as {@link #invalidate} does. It never puts a value into an absent key.
     */
    void putIfNewer(CacheKey key, KeyState.Value value, @Nullable Duration timeToLive);

    /** Plain SET, without any condition. */
    void set(CacheKey key, KeyState.Value value, @Nullable Duration timeToLive);

    /** Plain SET of several keys, in one round trip; the permits do not matter. */
    default void setAll(List<Fill> fills) {
        fills.forEach(fill -> set(fill.key(), fill.value(), fill.timeToLive()));
    }

    /**
     * SET of a key that holds no value: nothing ({@link KeyState.Absent} is returned then), or a lease, whose fill is refused
     * from then on. Otherwise returns what it holds, a value or a tombstone.
     */
    KeyState setIfAbsent(CacheKey key, KeyState.Value value, @Nullable Duration timeToLive);

    /** Whether any key that matches the glob-style {@code pattern} holds a value; leases and tombstones are none. */
    boolean holdsValues(String cacheName, byte[] pattern);

    /** Removes a value, but neither a lease nor a tombstone; returns whether there was a value. */
    boolean removeValue(CacheKey key);

    /**
     * INVALIDATE: removes whatever the keys hold, value or lease, in one round trip. Keys of a cache whose loads may come
     * from a replica of the database that lags hold a {@link KeyState.Tombstone} afterwards, for at least that lag; a tombstone
     * that stands longer already is never shortened.
     *
     * @return how many of the keys held something
     */
    long invalidate(Collection<CacheKey> keys);

    /**
     * INVALIDATE for a write whose commit is still to come. Tombstones stand longer, so that they outlast the commit as well:
     * it must follow within two seconds.
     *
     * @return how many of the keys held something
     */
    long invalidateBeforeCommit(Collection<CacheKey> keys);

    /**
     * Removes every key, value, lease or tombstone, that matches the glob-style {@code pattern}, in batches. It leaves no
     * tombstones: keys that hold nothing now are as much concerned, and nobody knows them.
     *
     * @return how many keys were removed
     */
    long invalidateMatching(String cacheName, byte[] pattern);
}
