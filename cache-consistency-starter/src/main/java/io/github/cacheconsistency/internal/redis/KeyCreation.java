package io.github.cacheconsistency.internal.redis;

import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.internal.redis.index.KeyIndex;
import io.github.cacheconsistency.internal.redis.index.KeyIndexes;
import io.github.cacheconsistency.internal.redis.script.RedisRefusal;
import io.github.cacheconsistency.internal.redis.script.TimeToLive;
import io.github.cacheconsistency.spi.Fill;
import io.github.cacheconsistency.spi.KeyState;
import io.github.cacheconsistency.spi.LeaseToken;
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
 * Creates keys: leases, and values that need no lease. Only tombstones are created elsewhere. If a cache has a
 * {@link KeyIndex}, its keys are created by scripts that also add them to the index. A key with the name of an index is never
 * created, even if an application asks for it. Thread-safe.
 */
final class KeyCreation {

    private final RedisConnectionFactory connectionFactory;
    private final KeyIndexes indexes;
    private final KeyCreationScripts scripts = new KeyCreationScripts();
    /** Whether the server refuses scripts. Then it has no index either. */
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
                : scripts.lease(connection, index, key, token, leaseTime));
    }

    /**
     * Takes a lease.
     *
     * @return {@link KeyState.Absent} if the lease was taken, otherwise what the key holds
     */
    KeyState getOrLease(CacheKey key, LeaseToken token, Duration leaseTime) {
        return KeyIndex.isIndex(key.bytes())
                ? KeyState.Tombstone.INSTANCE
                : execute(connection -> scripts.getOrLease(connection, indexes.of(key), key, token, leaseTime));
    }

    /**
     * Takes several leases; if all keys belong to one cache, in one round trip.
     *
     * @return for each key, in the order of {@code tokens}, whether its lease was taken
     */
    List<Boolean> leaseAll(Map<CacheKey, LeaseToken> tokens, Duration leaseTime) {
        List<CacheKey> keys = List.copyOf(tokens.keySet());
        KeyIndexes.Entry index = indexes.of(keys.get(0));
        if (keys.stream().allMatch(key -> indexes.of(key) == index && !KeyIndex.isIndex(key.bytes()))) {
            return execute(connection -> scripts.leaseAll(connection, index, tokens, leaseTime));
        }
        return tokens.entrySet().stream()
                .map(entry -> getOrLease(entry.getKey(), entry.getValue(), leaseTime) instanceof KeyState.Absent)
                .toList();
    }

    /**
     * Stores {@code value} unless the key holds a value or a tombstone; a lease is replaced.
     *
     * @return {@link KeyState.Absent} if the value was stored, otherwise what the key holds
     */
    KeyState setUnlessHeld(CacheKey key, KeyState.Value value, @Nullable Duration timeToLive) {
        return KeyIndex.isIndex(key.bytes())
                ? KeyState.Tombstone.INSTANCE
                : execute(connection -> scripts.setUnlessHeld(connection, indexes.of(key), key, value, timeToLive));
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
            scripts.set(connection, index, key, value, timeToLive);
        } catch (DataAccessException failure) {
            if (!RedisRefusal.isForGood(failure)) {
                throw failure;
            }
            // A server that refuses scripts has no index, so the key cannot be missing in one.
            setPlainly(key, value, timeToLive);
            scriptless = true;
        }
    }

    /** Stores several values; if all keys belong to one cache, in one round trip. */
    void setAll(List<Fill> fills) {
        List<Fill> own = fills.stream()
                .filter(fill -> !KeyIndex.isIndex(fill.key().bytes()))
                .toList();
        if (own.size() < 2) {
            own.forEach(this::set);
            return;
        }
        KeyIndexes.Entry index = indexes.of(own.get(0).key());
        boolean together = own.stream().allMatch(fill -> indexes.of(fill.key()) == index);
        if (scriptless || together && index == null) {
            execute(connection -> {
                connection.openPipeline();
                own.forEach(fill -> setPlainly(connection, fill.key(), fill.value(), fill.timeToLive()));
                return connection.closePipeline();
            });
        } else if (!together || index == null || !setByScript(index, own)) {
            own.forEach(this::set);
        }
    }

    private void set(Fill fill) {
        set(fill.key(), fill.value(), fill.timeToLive());
    }

    /** Returns {@code false} if the server refuses scripts. */
    private boolean setByScript(KeyIndexes.Entry index, List<Fill> fills) {
        try (RedisConnection connection = connectionFactory.getConnection()) {
            scripts.setAll(connection, index, fills);
            return true;
        } catch (DataAccessException failure) {
            if (!RedisRefusal.isForGood(failure)) {
                throw failure;
            }
            return false;
        }
    }

    private void setPlainly(CacheKey key, KeyState.Value value, @Nullable Duration timeToLive) {
        execute(connection -> setPlainly(connection, key, value, timeToLive));
    }

    private static @Nullable Boolean setPlainly(
            RedisConnection connection, CacheKey key, KeyState.Value value, @Nullable Duration timeToLive) {
        return connection
                .stringCommands()
                .set(
                        key.bytes(),
                        KeyStateCodec.encode(value),
                        SetCondition.upsert(),
                        TimeToLive.expiration(timeToLive));
    }

    private <T extends @Nullable Object> T execute(Function<RedisConnection, T> operation) {
        try (RedisConnection connection = connectionFactory.getConnection()) {
            return operation.apply(connection);
        }
    }
}
