package io.github.cacheconsistency;

import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Programmatic access to one cache. It shares keys, serializer and strategy with the {@code @Cacheable} cache of the
 * same name, so that both may be used together. Thread-safe.
 *
 * <p>A failure of Redis never fails a read: the value then comes from the loader and is not cached.
 *
 * @param <K> the type of the keys, converted to strings as {@code RedisCache} does
 * @param <V> the type of the values
 */
public interface ConsistentCache<K, V> {

    /** The name of the cache, as in {@code @Cacheable(cacheNames = ..)} and {@code cache-consistency.caches.<name>}. */
    String name();

    /**
     * Returns the cached value, or loads the value and caches it if the strategy allows that.
     *
     * <p>Inside an active transaction a missing value is loaded but not cached under strategies with leases, because
     * the snapshot of the transaction may be older than the cache entry. A key that the transaction has written
     * bypasses the cache.
     *
     * @return the value; {@code null} if the loader returned {@code null}
     * @throws X the exception of the loader, unchanged; nothing is cached then
     */
    <X extends Exception> @Nullable V get(K key, Loader<? extends V, X> loader) throws X;

    /**
     * Returns the values of {@code keys}, with one round trip to Redis for the lookup and one call of the loader for
     * all keys without a cached value. It does not wait for loads of other readers: it loads their keys as well, and
     * does not cache those values.
     *
     * @return the values by key, in the order of {@code keys}; a key whose value is {@code null} is mapped to
     *     {@code null}
     * @throws X the exception of the loader, unchanged; nothing is cached then
     */
    <X extends Exception> Map<K, @Nullable V> getAll(Collection<? extends K> keys, BatchLoader<K, V, X> loader)
            throws X;

    /**
     * Fills the cache in advance, safely while other nodes read and write. For each key without a value it takes a
     * lease, loads the value, and fills it under that lease; a write in between makes the cache refuse the fill.
     * {@code Cache.put} does not do that, because it is a write.
     *
     * <p>Processes {@code keys} in batches of 256. Each batch takes one round trip for the lookup, one for the leases
     * and one for the fills (on a cluster, one per slot), and one call of the loader. The value of a load that takes
     * longer than {@code lease.time} is not cached. Returns when all fills are done.
     *
     * @param loader is called only with keys that may be filled; a key without an entry in its result is cached as
     *     {@code null}, if the cache allows nulls
     * @return the number of keys that were filled, were present, or were skipped
     * @throws IllegalStateException inside an active transaction, unless the strategy fills there
     * @throws X the exception of the loader, unchanged; earlier batches stay filled
     */
    <X extends Exception> WarmUpResult warmUp(Iterable<? extends K> keys, BatchLoader<K, V, X> loader) throws X;

    /**
     * Runs {@code action} in the transaction of the caller, or in a new one if there is none, and then updates or
     * invalidates the cache entry as the strategy requires. The write is acknowledged when this call returns or, in a
     * transaction of the caller, when that transaction has committed.
     *
     * @return the result of the action
     * @throws X the exception of the action, unchanged. A new transaction has been rolled back then; a transaction of
     *     the caller is marked for rollback, so that its commit fails. No new value is cached
     * @throws WriteRefusedException if the strategy invalidates before the commit and Redis fails
     *     ({@link RedisFailurePolicy#FAIL_WRITE}); in a transaction of the caller, its commit throws this
     */
    <X extends Exception> @Nullable V update(K key, DatabaseAction<? extends V, X> action) throws X;

    /**
     * Removes the value and the lease of {@code key}. Outside a transaction this happens at once; inside one it is a
     * write of that transaction, and happens before or after its commit, as the strategy requires.
     *
     * <p>A failure after the commit, or outside a transaction, is not thrown: it is logged and counted, and the removal
     * is retried in the background. A failure before the commit is handled as {@link RedisFailurePolicy} says.
     */
    void invalidate(K key);

    /** Removes all values and leases of this cache, under the same rules as {@link #invalidate}. Not atomic. */
    void clear();
}
