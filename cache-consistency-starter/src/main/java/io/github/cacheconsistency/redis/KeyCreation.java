package io.github.cacheconsistency.redis;

import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.KeyState;
import io.github.cacheconsistency.LeaseToken;
import io.github.cacheconsistency.coordination.RedisRefusal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.SetCondition;

/**
 * What creates keys: leases, and values that need none. Only fences are created elsewhere. Everything goes by a script that
 * adds the key to the {@link KeyIndex} of its cache, if it has one. The name of an index is a key that is never created,
 * however an application makes up its keys. Thread-safe.
 */
final class KeyCreation {

    private final RedisConnectionFactory connectionFactory;
    private final KeyIndexes indexes;
    private final LeaseScript lease = new LeaseScript();
    private final LeaseAllScript leaseAll = new LeaseAllScript();
    private final GetOrLeaseScript getOrLease = new GetOrLeaseScript();
    private final GetOrSetScript getOrSet = new GetOrSetScript();
    private final SetScript set = new SetScript();
    /** Whether the server refuses scripts, so that it has no index either. */
    private volatile boolean scriptless;

    KeyCreation(RedisConnectionFactory connectionFactory, KeyIndexes indexes) {
        this.connectionFactory = connectionFactory;
        this.indexes = indexes;
    }

    boolean lease(CacheKey key, LeaseToken token, Duration leaseTime) {
        if (KeyIndex.isIndex(key.bytes())) {
            return false;
        }
        KeyIndexes.Entry index = indexes.of(key);
        return execute(connection -> index == null
                ? Boolean.TRUE.equals(connection
                        .stringCommands()
                        .set(
                                key.bytes(),
                                KeyStateCodec.encode(token),
                                SetCondition.ifAbsent(),
                                TimeToLive.expiration(leaseTime)))
                : lease.execute(connection, index, key, token, leaseTime));
    }

    /** {@link KeyState.Absent} if the lease was taken. */
    KeyState getOrLease(CacheKey key, LeaseToken token, Duration leaseTime) {
        return KeyIndex.isIndex(key.bytes())
                ? KeyState.Fence.INSTANCE
                : execute(connection -> getOrLease.execute(connection, indexes.of(key), key, token, leaseTime));
    }

    /** Which leases were taken, in their order; of the keys of one cache in one round trip. */
    List<Boolean> leaseAll(Map<CacheKey, LeaseToken> tokens, Duration leaseTime) {
        List<CacheKey> keys = List.copyOf(tokens.keySet());
        KeyIndexes.Entry index = indexes.of(keys.get(0));
        if (keys.stream().allMatch(key -> indexes.of(key) == index && !KeyIndex.isIndex(key.bytes()))) {
            return execute(connection -> leaseAll.execute(connection, index, tokens, leaseTime));
        }
        return tokens.entrySet().stream()
                .map(entry -> getOrLease(entry.getKey(), entry.getValue(), leaseTime) instanceof KeyState.Absent)
                .toList();
    }

    /** What the key holds; {@link KeyState.Absent} if {@code value} was set. */
    KeyState setIfAbsent(CacheKey key, KeyState.Value value, @Nullable Duration timeToLive) {
        return KeyIndex.isIndex(key.bytes())
                ? KeyState.Fence.INSTANCE
                : execute(connection -> getOrSet.execute(connection, indexes.of(key), key, value, timeToLive));
    }

    void set(CacheKey key, KeyState.Value value, @Nullable Duration timeToLive) {
        if (KeyIndex.isIndex(key.bytes())) {
            return;
        }
        KeyIndexes.Entry index = indexes.of(key);
        if (index == null || scriptless) {
            setPlainly(key, value, timeToLive);
            return;
        }
        try (RedisConnection connection = connectionFactory.getConnection()) {
            set.execute(connection, index, key, value, timeToLive);
        } catch (DataAccessException failure) {
            if (!RedisRefusal.isForGood(failure)) {
                throw failure;
            }
            // Where scripts are forbidden there is no index that could miss the key.
            setPlainly(key, value, timeToLive);
            scriptless = true;
        }
    }

    private void setPlainly(CacheKey key, KeyState.Value value, @Nullable Duration timeToLive) {
        execute(connection -> connection
                .stringCommands()
                .set(
                        key.bytes(),
                        KeyStateCodec.encode(value),
                        SetCondition.upsert(),
                        TimeToLive.expiration(timeToLive)));
    }

    private <T extends @Nullable Object> T execute(Function<RedisConnection, T> operation) {
        try (RedisConnection connection = connectionFactory.getConnection()) {
            return operation.apply(connection);
        }
    }
}
