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
 * How one cache is kept consistent with the database. Both the {@code @Cacheable} seam and {@link io.github.cacheconsistency.ConsistentCache} run
 * through this interface; waiting, single-flight, transactions and failure handling are theirs, the protocol is here.
 *
 * <p>A read is {@link #peek}, and on a miss {@link #prepareLoad}, the load, then {@link #fill} or {@link #abandon}; where a
 * miss is expected, {@link #peekOrPrepare} replaces the first two. A write is {@link #beforeWrite}, the database work, the commit, {@link #afterCommit}.
 *
 * <p>Implementations are thread-safe and keep no state about single keys but guesses. A {@link RuntimeException} from any method
 * means that Redis failed: reads go on without the cache, invalidations are retried by the caller.
 */
public interface ConsistencyStrategy {

    /** The name in {@code cache-consistency.strategy}: kebab-case. */
    String name();

    /** What readers may rely on, under the assumptions of {@code docs/guarantees.md}. */
    Set<ConsistencyProperty> guarantees();

    /**
     * Whether a value loaded inside an active transaction may be cached. Only a strategy that promises nothing can say
     * yes: the snapshot may be older than the entry, or hold the transaction's own uncommitted changes
     * (docs/protocols.md, G1).
     */
    default boolean fillsInsideTransaction() {
        return false;
    }

    /**
     * Whether the reader returns its loaded value without waiting for {@link #fill}, which then runs on another thread.
     * Only a strategy whose fill is refused after any write since {@link #prepareLoad} can say yes: a fill may come
     * late then, but never stale.
     */
    default boolean fillsAsynchronously() {
        return false;
    }

    /** Whether values must carry the version of their row, read from {@link CacheSettings#versionProperty()}. */
    default boolean usesVersions() {
        return false;
    }

    /**
     * Whether the caller invalidates the keys of a write before its commit, while the transaction holds its row locks and
     * everything was sent to the database. A failure there rolls the transaction back. {@link #afterCommit} still
     * follows.
     */
    default boolean invalidatesBeforeCommit() {
        return false;
    }

    /**
     * Whether a key that holds a {@link KeyState.Tombstone} is never filled. If not, {@link CacheSettings#replicaLag()} means
     * nothing, and invalidations leave no tombstones.
     */
    default boolean respectsTombstones() {
        return true;
    }

    /**
     * Whether {@link #afterCommit} stores every value that the application puts ({@link Mutation#isPut}), as the stock cache
     * manager does. Only a strategy that promises nothing can say yes: nothing tells whether such a value is the latest.
     */
    default boolean storesPuts() {
        return false;
    }

    /** Looks the key up: exactly one {@code GET}. */
    KeyState peek(CacheKey key);

    /** Looks several keys up in one round trip. */
    List<KeyState> peekAll(List<CacheKey> keys);

    /** Called after a miss and before the load: takes what a later {@link #fill} needs. */
    LoadDecision prepareLoad(CacheKey key);

    /**
     * {@link #prepareLoad} for a look of which nobody tells whether it is followed by a {@link #fill}, or when. What it
     * takes must hold up no other reader: {@link #peekOrPrepare} and {@link #prepareLoads} take it over. By default
     * nothing is taken, and nothing can be filled.
     */
    default LoadDecision prepareUnattended(CacheKey key) {
        return new LoadDecision.Refused();
    }

    /**
     * Whether a read of {@code key} had better begin with {@link #peekOrPrepare}, because the key is likely to hold
     * nothing.
     */
    default boolean expectsMiss(CacheKey key) {
        return false;
    }

    /**
     * {@link #peek}, and {@link #prepareLoad} if that finds nothing or an {@linkplain KeyState.Lease#isUnattended()
     * unattended} lease; in one round trip where the strategy can. What the key holds otherwise comes as {@link
     * LoadDecision.Occupied}.
     */
    default LoadDecision peekOrPrepare(CacheKey key) {
        KeyState state = peek(key);
        return state instanceof KeyState.Absent ? prepareLoad(key) : new LoadDecision.Occupied(state);
    }

    /** {@link #prepareLoad} for several keys; the answers are in their order. */
    default List<LoadDecision> prepareLoads(List<CacheKey> keys) {
        return keys.stream().map(this::prepareLoad).toList();
    }

    /**
     * Offers a value that was loaded after {@code permit} was given; on another thread than the load if
     * {@link #fillsAsynchronously()}.
     *
     * @return whether it was cached; {@code false} where a write came in between
     */
    boolean fill(CacheKey key, FillPermit permit, KeyState.Value value, @Nullable Duration timeToLive);

    /** {@link #fill} of several values; the answers are in their order. */
    default List<Boolean> fillAll(List<Fill> fills) {
        return fills.stream()
                .map(fill -> fill(fill.key(), fill.permit(), fill.value(), fill.timeToLive()))
                .toList();
    }

    /** Keeps what was prepared for these keys from ending by itself: their loads are still under way. */
    default void renew(Map<CacheKey, FillPermit> permits) {}

    /** Gives {@code permit} back unused: the load failed, or its value is not to be cached. */
    void abandon(CacheKey key, FillPermit permit);

    /** Called before the database is changed, where the keys are known by then. */
    default void beforeWrite(Collection<CacheKey> keys) {}

    /**
     * Called with all changes of a transaction when it has committed, or when the outcome of its commit is unknown. The
     * write is acknowledged when this returns. If it throws, the caller invalidates all keys until that succeeds.
     */
    void afterCommit(Collection<Mutation> mutations);

    /**
     * Called when all keys that match {@code pattern} were removed, after the commit of the transaction that cleared the
     * cache. A failure of that removal is retried by the caller, and does not keep this from being called.
     */
    default void afterClear(byte[] pattern) {}
}
