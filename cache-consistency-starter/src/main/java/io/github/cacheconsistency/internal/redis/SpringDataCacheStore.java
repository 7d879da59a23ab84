package io.github.cacheconsistency.internal.redis;

import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.internal.redis.index.CacheClearing;
import io.github.cacheconsistency.internal.redis.index.KeyIndex;
import io.github.cacheconsistency.internal.redis.index.KeyIndexUpkeep;
import io.github.cacheconsistency.internal.redis.index.KeyIndexes;
import io.github.cacheconsistency.internal.redis.index.KeyRemoval;
import io.github.cacheconsistency.internal.redis.script.PipelinedScriptCalls;
import io.github.cacheconsistency.internal.redis.script.RedisRefusal;
import io.github.cacheconsistency.internal.redis.script.ReplicaAcknowledgement;
import io.github.cacheconsistency.internal.redis.script.ScriptCall;
import io.github.cacheconsistency.internal.redis.script.ScriptCalls;
import io.github.cacheconsistency.internal.redis.script.SingleKeyScript;
import io.github.cacheconsistency.internal.redis.script.TimeToLive;
import io.github.cacheconsistency.spi.CacheStore;
import io.github.cacheconsistency.spi.Fill;
import io.github.cacheconsistency.spi.KeyState;
import io.github.cacheconsistency.spi.LeaseToken;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/**
 * {@link CacheStore} on Spring Data Redis, for Redis 6.2 and later or Valkey; standalone, with Sentinel, or a cluster.
 * Thread-safe.
 *
 * <p>Every call waits for the server's answer (docs/protocols.md, G10). Every call takes its own connection from the factory,
 * never one that is bound to the thread, so it does not take part in a Redis transaction of the caller. Exceptions are those of
 * Spring Data Redis, mostly {@link org.springframework.dao.DataAccessException}. If Redis has no memory for a put, the put
 * becomes an invalidation; if it has none for a fill, the lease is removed.
 *
 * <p>An invalidation of several keys that leaves tombstones uses a pipeline, for which Lettuce takes a dedicated connection.
 * That is cheap with a connection pool; without one, it opens a new connection each time.
 */
public class SpringDataCacheStore implements CacheStore {

    /**
     * Added to the time of a tombstone by {@link #invalidateBeforeCommit}: the longest delay of a commit that the tombstone
     * covers.
     */
    private static final Duration LATEST_COMMIT = Duration.ofSeconds(2);

    private final RedisConnectionFactory connectionFactory;
    private final Function<String, Duration> tombstoneTimes;
    private final @Nullable ReplicaAcknowledgement replicas;
    private final KeyReader keyReader;
    private final ScriptCalls writes;
    private final WriteScripts writeScripts = new WriteScripts();
    private final LeaseHolderScripts leaseHolder = new LeaseHolderScripts();
    private final SingleKeyScript<byte[]> getAndTouch = new SingleKeyScript<>("get-and-touch.lua", byte[].class);
    private final SingleKeyScript<Boolean> removeValue = new SingleKeyScript<>("remove-value.lua", Boolean.class);
    private final KeyRemoval removal = new KeyRemoval();
    private final MultiGet multiGet = new MultiGet();
    private final KeyCreation creation;
    private final KeyIndexes indexes;
    private final CacheClearing clearing;
    private final ValueSearch search;

    /**
     * @param connectionFactory provides the connections; the caller closes it
     */
    public SpringDataCacheStore(RedisConnectionFactory connectionFactory) {
        this(connectionFactory, new PlainKeyReader(connectionFactory), cacheName -> Duration.ZERO, null);
    }

    /**
     * @param connectionFactory provides the connections; the caller closes it
     * @param keyReader reads single keys
     * @param tombstoneTimes returns, for a cache name, how long the tombstone of an invalidation stays; zero for no tombstone
     * @param replicas makes invalidations and {@link #putIfNewer} wait for Redis replicas; {@code null} not to wait
     */
    public SpringDataCacheStore(
            RedisConnectionFactory connectionFactory,
            KeyReader keyReader,
            Function<String, Duration> tombstoneTimes,
            @Nullable ReplicaAcknowledgement replicas) {
        this(connectionFactory, keyReader, tombstoneTimes, replicas, KeyIndexes.NONE, cleared -> {});
    }

    public SpringDataCacheStore(
            RedisConnectionFactory connectionFactory,
            KeyReader keyReader,
            Function<String, Duration> tombstoneTimes,
            @Nullable ReplicaAcknowledgement replicas,
            KeyIndexes indexes,
            Consumer<KeyIndex> cleared) {
        this.connectionFactory = connectionFactory;
        this.keyReader = keyReader;
        this.tombstoneTimes = tombstoneTimes;
        this.replicas = replicas;
        this.indexes = indexes;
        this.creation = new KeyCreation(connectionFactory, indexes);
        this.clearing = new CacheClearing(connectionFactory, indexes, cleared);
        this.search = new ValueSearch(connectionFactory, indexes);
        this.writes = replicas != null ? replicas : new PipelinedScriptCalls(connectionFactory);
    }

    /**
     * Returns a store for an application that has caches with key indexes.
     *
     * @param keyReader reads single keys
     * @param tombstoneTimes returns, for a cache name, how long the tombstone of an invalidation stays; zero for no tombstone
     * @param replicas makes invalidations and {@link #putIfNewer} wait for Redis replicas; {@code null} not to wait
     * @param patterns returns the pattern that matches all keys of the key space of a key; {@code null} if that is unknown
     * @param scanLimit up to this number of keys in Redis, {@link #invalidateMatching} scans all of them
     * @param upkeep completes indexes
     */
    public static SpringDataCacheStore withKeyIndexes(
            RedisConnectionFactory connectionFactory,
            KeyReader keyReader,
            Function<String, Duration> tombstoneTimes,
            @Nullable ReplicaAcknowledgement replicas,
            Function<CacheKey, @Nullable CacheKey> patterns,
            int scanLimit,
            KeyIndexUpkeep upkeep) {
        KeyIndexes indexes =
                new KeyIndexes(patterns, () -> KeyIndexes.isCluster(connectionFactory), scanLimit, upkeep::complete);
        return new SpringDataCacheStore(
                connectionFactory, keyReader, tombstoneTimes, replicas, indexes, upkeep::removeUnknown);
    }

    /**
     * {@inheritDoc}
     *
     * <p>A key with the name of a key index reads as a tombstone, so that it is never filled.
     */
    @Override
    public KeyState get(CacheKey key) {
        return KeyIndex.isIndex(key.bytes())
                ? KeyState.Tombstone.INSTANCE
                : KeyStateCodec.decode(keyReader.get(key.bytes()));
    }

    @Override
    public List<KeyState> getAll(List<CacheKey> keys) {
        if (keys.isEmpty()) {
            return List.of();
        }
        List<byte @Nullable []> values = execute(connection -> multiGet.get(connection, bytesOf(keys)));
        List<KeyState> states = new ArrayList<>(keys.size());
        values.forEach(value -> states.add(KeyStateCodec.decode(value)));
        return states;
    }

    @Override
    public KeyState getAndTouch(CacheKey key, Duration timeToLive) {
        return KeyStateCodec.decode(
                execute(connection -> getAndTouch.execute(connection, key.bytes(), TimeToLive.argument(timeToLive))));
    }

    @Override
    public boolean lease(CacheKey key, LeaseToken token, Duration leaseTime) {
        boolean taken = creation.lease(key, token, leaseTime);
        if (!taken) {
            // Either another reader holds the lease, or the key is of another type. Such a key can never be read or
            // filled, so this must fail.
            keyReader.requireString(key.bytes());
        }
        return taken;
    }

    @Override
    public KeyState getOrLease(CacheKey key, LeaseToken token, Duration leaseTime) {
        return creation.getOrLease(key, token, leaseTime);
    }

    @Override
    public List<Boolean> leaseAll(Map<CacheKey, LeaseToken> tokens, Duration leaseTime) {
        return tokens.isEmpty() ? List.of() : creation.leaseAll(tokens, leaseTime);
    }

    @Override
    public List<Boolean> renewAll(Map<CacheKey, LeaseToken> tokens, Duration leaseTime) {
        return tokens.isEmpty()
                ? List.of()
                : execute(connection -> leaseHolder.renewAll(connection, tokens, leaseTime));
    }

    @Override
    public boolean fill(CacheKey key, LeaseToken token, KeyState.Value value, @Nullable Duration timeToLive) {
        return leavingNoLease(
                List.of(key), () -> execute(connection -> leaseHolder.fill(connection, key, token, value, timeToLive)));
    }

    @Override
    public List<Boolean> fillAll(List<Fill> fills) {
        return fills.isEmpty()
                ? List.of()
                : leavingNoLease(
                        fills.stream().map(Fill::key).toList(),
                        () -> execute(connection -> leaseHolder.fillAll(connection, fills)));
    }

    @Override
    public boolean fillOrReplaceOlder(
            CacheKey key, LeaseToken token, KeyState.Value value, @Nullable Duration timeToLive) {
        return leavingNoLease(
                List.of(key),
                () -> execute(connection -> leaseHolder.fillOrReplaceOlder(connection, key, token, value, timeToLive)));
    }

    @Override
    public boolean release(CacheKey key, LeaseToken token) {
        return leavingNoLease(List.of(key), () -> execute(connection -> leaseHolder.release(connection, key, token)));
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if {@code value} has no version
     */
    @Override
    public void putIfNewer(CacheKey key, KeyState.Value value, @Nullable Duration timeToLive) {
        writes.run(List.of(writeScripts.putIfNewer(key, value, timeToLive, tombstoneTime(key), indexes.of(key))));
    }

    @Override
    public void set(CacheKey key, KeyState.Value value, @Nullable Duration timeToLive) {
        removingWhatIsRefused(List.of(key), () -> creation.set(key, value, timeToLive));
    }

    @Override
    public void setAll(List<Fill> fills) {
        removingWhatIsRefused(fills.stream().map(Fill::key).toList(), () -> creation.setAll(fills));
    }

    /** Removes the keys if Redis refuses the new values: the old values must not stay. */
    private void removingWhatIsRefused(List<CacheKey> keys, Runnable set) {
        try {
            set.run();
        } catch (RuntimeException failure) {
            removeIfRefused(keys, failure, RedisRefusal.isRefusal(failure));
            throw failure;
        }
    }

    @Override
    public KeyState setIfAbsent(CacheKey key, KeyState.Value value, @Nullable Duration timeToLive) {
        return creation.setUnlessHeld(key, value, timeToLive);
    }

    @Override
    public boolean holdsValues(String cacheName, byte[] pattern) {
        return search.any(cacheName, pattern);
    }

    @Override
    public boolean removeValue(CacheKey key) {
        return execute(connection -> Boolean.TRUE.equals(removeValue.execute(connection, key.bytes())));
    }

    @Override
    public long invalidate(Collection<CacheKey> keys) {
        return invalidate(keys, Duration.ZERO);
    }

    @Override
    public long invalidateBeforeCommit(Collection<CacheKey> keys) {
        return invalidate(keys, LATEST_COMMIT);
    }

    private long invalidate(Collection<CacheKey> keys, Duration longer) {
        if (replicas == null && keys.stream().allMatch(key -> tombstoneTime(key).isZero())) {
            return unlink(bytesOf(keys));
        }
        return count(keys.stream()
                .map(key -> writeScripts.invalidate(
                        key.bytes(),
                        tombstoneTime(key).isZero()
                                ? Duration.ZERO
                                : tombstoneTime(key).plus(longer),
                        indexes.of(key)))
                .toList());
    }

    @Override
    public long invalidateMatching(String cacheName, byte[] pattern) {
        if (replicas == null) {
            return clearing.clear(cacheName, pattern, keys -> unlink(keys.toArray(byte[][]::new)));
        }
        long removed = clearing.clear(
                cacheName,
                pattern,
                keys -> count(keys.stream().map(writeScripts::invalidate).toList()));
        replicas.awaitAll(pattern, writeScripts::invalidate);
        return removed;
    }

    private long unlink(byte[][] keys) {
        return Batches.sum(
                List.of(keys),
                batch -> execute(connection -> removal.remove(connection, batch.toArray(byte[][]::new))));
    }

    /** Removes the keys if Redis forbids scripts: then no lease can be filled or released, and readers would wait for it. */
    private <T> T leavingNoLease(Collection<CacheKey> keys, Supplier<T> script) {
        try {
            return script.get();
        } catch (RuntimeException failure) {
            removeIfRefused(keys, failure, RedisRefusal.isForGood(failure));
            throw failure;
        }
    }

    /** Does nothing for caches with tombstones: only a script can tell tombstones from other entries. */
    private void removeIfRefused(Collection<CacheKey> keys, RuntimeException failure, boolean refused) {
        if (refused && keys.stream().allMatch(key -> tombstoneTime(key).isZero())) {
            try {
                unlink(bytesOf(keys));
            } catch (RuntimeException refusedAsWell) {
                failure.addSuppressed(refusedAsWell);
            }
        }
    }

    private long count(List<ScriptCall> calls) {
        return Batches.sum(
                calls, batch -> writes.run(batch).stream().filter(held -> held).count());
    }

    private Duration tombstoneTime(CacheKey key) {
        return KeyIndex.isIndex(key.bytes()) ? Duration.ZERO : tombstoneTimes.apply(key.cacheName());
    }

    private <T extends @Nullable Object> T execute(Function<RedisConnection, T> operation) {
        try (RedisConnection connection = connectionFactory.getConnection()) {
            return operation.apply(connection);
        }
    }

    private static byte[][] bytesOf(Collection<CacheKey> keys) {
        return keys.stream().map(CacheKey::bytes).toArray(byte[][]::new);
    }
}
