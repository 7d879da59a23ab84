package io.github.cacheconsistency.spi;

import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.ConsistencyProperty;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The protocol that keeps one cache consistent with the database. The {@code @Cacheable} integration and
 * {@link io.github.cacheconsistency.ConsistentCache} both use this interface. The callers implement waiting, coalescing
 * of loads, transactions and failure handling.
 *
 * <p>A read calls {@link #peek}. On a miss it calls {@link #prepareLoad}, loads, and calls {@link #fill} or
 * {@link #abandon}. If a miss is expected, {@link #peekOrPrepare} replaces the first two calls. A write calls
 * {@link #beforeWrite}, changes the database, commits, and calls {@link #afterCommit}.
 *
 * <p>Implementations are thread-safe. They keep no state about single keys, except for predictions whose errors do not
 * affect correctness. A {@link RuntimeException} from any method means that Redis failed: reads continue without the
 * cache, and the caller retries invalidations.
 */
public interface ConsistencyStrategy {

    /** The value of {@code cache-consistency.strategy} that selects this strategy, in kebab-case. */
    String name();

    /** The properties that the strategy promises, under the assumptions of {@code docs/guarantees.md}. */
    Set<ConsistencyProperty> guarantees();

    /**
     * Whether a value that was loaded inside an active transaction may be cached. Only a strategy that promises nothing
     * may return {@code true}: the snapshot may be older than the entry, and may contain uncommitted changes of the
     * transaction itself (docs/protocols.md, G1).
     */
    default boolean fillsInsideTransaction() {
        return false;
    }

    /**
     * Whether {@link #fill} runs on another thread, so that the reader returns its loaded value without waiting for it.
     * Only a strategy that refuses the fill after any write since {@link #prepareLoad} may return {@code true}: then a
     * delayed fill is never stale.
     */
    default boolean fillsAsynchronously() {
        return false;
    }

    /** Whether the strategy needs the version of cached values, read from {@link CacheSettings#versionProperty()}. */
    default boolean usesVersions() {
        return false;
    }

    /**
     * Whether the caller invalidates the keys of a write before its commit, after all SQL statements have been sent and
     * while the transaction holds its row locks. A failure of this invalidation rolls the transaction back, unless
     * {@link CacheSettings#onRedisFailure()} says otherwise. {@link #afterCommit} is called as well.
     */
    default boolean invalidatesBeforeCommit() {
        return false;
    }

    /**
     * Whether the strategy never fills a key that holds a {@link KeyState.Tombstone}. If {@code false},
     * {@link CacheSettings#replicaLag()} has no effect, and invalidations leave no tombstones.
     */
    default boolean respectsTombstones() {
        return true;
    }

    /**
     * Whether {@link #afterCommit} stores every value that the application puts ({@link Mutation#isPut}), as the stock
     * cache manager does. Only a strategy that promises nothing may return {@code true}, because such a value may not
     * be the latest.
     */
    default boolean storesPuts() {
        return false;
    }

    /** Returns the state of {@code key}, with exactly one {@code GET}. */
    KeyState peek(CacheKey key);

    /** Returns the states of {@code keys}, in their order, with one round trip. */
    List<KeyState> peekAll(List<CacheKey> keys);

    /** Called after a miss and before the load. Acquires what a later {@link #fill} needs, such as a lease. */
    LoadDecision prepareLoad(CacheKey key);

    /**
     * Like {@link #prepareLoad}, for an unattended lookup: it is not known whether or when a {@link #fill} follows. It
     * must not block other readers: {@link #peekOrPrepare} and {@link #prepareLoads} take over what it acquires. By
     * default it acquires nothing, and the value cannot be filled.
     */
    default LoadDecision prepareUnattended(CacheKey key) {
        return new LoadDecision.Refused();
    }

    /** Whether the key is likely to hold nothing, so that a read of it should call {@link #peekOrPrepare} first. */
    default boolean expectsMiss(CacheKey key) {
        return false;
    }

    /**
     * Calls {@link #peek}, and {@link #prepareLoad} if the key is absent or holds an
     * {@linkplain KeyState.Lease#isUnattended() unattended} lease; in one round trip if the strategy supports that.
     *
     * @return {@link LoadDecision.Occupied} with the state of the key in all other cases
     */
    default LoadDecision peekOrPrepare(CacheKey key) {
        KeyState state = peek(key);
        return state instanceof KeyState.Absent ? prepareLoad(key) : new LoadDecision.Occupied(state);
    }

    /** Like {@link #prepareLoad}, for several keys. The results are in the order of {@code keys}. */
    default List<LoadDecision> prepareLoads(List<CacheKey> keys) {
        return keys.stream().map(this::prepareLoad).toList();
    }

    /**
     * Offers a value that was loaded after {@code permit} was granted. Runs on another thread than the load if
     * {@link #fillsAsynchronously()}.
     *
     * @return whether the value was cached; {@code false} if a write came in between
     */
    boolean fill(CacheKey key, FillPermit permit, KeyState.Value value, @Nullable Duration timeToLive);

    /** Like {@link #fill}, for several values. The results are in the order of {@code fills}. */
    default List<Boolean> fillAll(List<Fill> fills) {
        return fills.stream()
                .map(fill -> fill(fill.key(), fill.permit(), fill.value(), fill.timeToLive()))
                .toList();
    }

    /** Extends what was acquired for these keys, because their loads are still running. */
    default void renew(Map<CacheKey, FillPermit> permits) {}

    /** Releases {@code permit} unused, because the load failed or its value is not cached. */
    void abandon(CacheKey key, FillPermit permit);

    /** Called before the database is changed, if the keys are known by then. */
    default void beforeWrite(Collection<CacheKey> keys) {}

    /**
     * Called with all changes of a transaction after it has committed, or if the outcome of its commit is unknown. The
     * write is acknowledged when this method returns. If it throws, the caller retries the invalidation of all keys
     * until it succeeds.
     */
    void afterCommit(Collection<Mutation> mutations);

    /**
     * Called when all keys that match {@code pattern} have been removed, after the commit of the transaction that
     * cleared the cache. It is also called if that removal failed; the caller then retries the removal.
     */
    default void afterClear(byte[] pattern) {}
}
