package io.github.cacheconsistency;

import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One cache, programmatically. It shares keys, serializer and strategy with the {@code @Cacheable} cache of the same
 * name, so that both may be mixed freely. Thread-safe.
 *
 * <p>A Redis failure never fails a read: the value then comes from the loader and is not cached.
 *
 * @param <K> the type of the keys, converted to strings as {@code RedisCache} does
 * @param <V> the type of the values
 */
public interface ConsistentCache<K, V> {

    /** The name of the cache, as in {@code @Cacheable(cacheNames = ..)} and {@code cache-consistency.caches.<name>}. */
    String name();

    /**
     * Returns the cached value, or loads it and caches it as the strategy allows.
     *
     * <p>Inside an active transaction a miss is loaded but not cached, because the transaction's snapshot may be older
     * than the cache entry; a key that this transaction has written bypasses the cache altogether.
     *
     * @return the value; {@code null} where the loader returned {@code null}
     * @throws X whatever the loader throws, unchanged; nothing is cached then
     */
    <X extends Exception> @Nullable V get(K key, Loader<? extends V, X> loader) throws X;

    /**
     * Returns the values of {@code keys}: one round trip to Redis for those cached, one call of the loader for all
     * others.
     *
     * @return the values by key, in the order of {@code keys}; keys whose value is {@code null} are present with
     *     {@code null}
     * @throws X whatever the loader throws, unchanged; nothing is cached then
     */
    <X extends Exception> Map<K, @Nullable V> getAll(Collection<? extends K> keys, BatchLoader<K, V, X> loader)
            throws X;

    /**
     * Fills the cache in advance, safely while other nodes read and write: for each key that holds no value a lease is
     * taken, its value is loaded and filled under that lease, so that a write in between wins. {@code Cache.put} cannot do
     * that: it is a write.
     *
     * <p>Goes through {@code keys} in batches of 256. For each batch there is one round trip for looking up, one for the
     * leases and one for the fills (on a cluster, one for each slot), and one call of the loader. A load that takes longer
     * than {@code lease.time} is not filled. Returns when all fills are done.
     *
     * @param loader is asked only for keys that may be filled; a key absent from its result is cached as {@code null}, if
     *     the cache allows that
     * @return how many keys were filled, present or skipped
     * @throws IllegalStateException inside an active transaction, unless the strategy fills there
     * @throws X whatever the loader throws, unchanged; batches before that stay filled
     */
    <X extends Exception> WarmUpResult warmUp(Iterable<? extends K> keys, BatchLoader<K, V, X> loader) throws X;

    /**
     * Runs {@code action} in the caller's transaction, or in one of its own, and brings the cache in line with it as
     * the strategy says. The write is acknowledged when this call returns; in a caller's transaction, when that commits.
     *
     * @return what the action returned
     * @throws X whatever the action throws, unchanged, after the transaction was rolled back (or, if it is the caller's,
     *     marked for rollback, so that its commit fails); no new value reaches the cache then
     */
    <X extends Exception> @Nullable V update(K key, DatabaseAction<? extends V, X> action) throws X;

    /**
     * Removes whatever the cache holds for {@code key}: after the commit of the active transaction, or at once when
     * there is none. A failure is retried in the background, counted and logged; it is not thrown.
     */
    void invalidate(K key);

    /** Removes every entry of this cache, values and leases, under the same rules as {@link #invalidate}. */
    void clear();
}
