package io.github.cacheconsistency.internal.redis;

import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.internal.redis.index.KeyIndexes;
import io.github.cacheconsistency.internal.redis.script.SingleKeyScript;
import io.github.cacheconsistency.internal.redis.script.TimeToLive;
import io.github.cacheconsistency.spi.Fill;
import io.github.cacheconsistency.spi.KeyState;
import io.github.cacheconsistency.spi.LeaseToken;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.RedisConnection;

/**
 * LEASE, GET-OR-LEASE and SET: scripts that may create a key and then add it to the {@link
 * io.github.cacheconsistency.internal.redis.index.KeyIndex} of its cache, if there is one (docs/protocols.md, "Operations").
 */
final class KeyCreationScripts {

    private static final byte[] NO_SCAN = {};
    private static final byte[] NO_EXPIRY = {};

    private final SingleKeyScript<Long> lease = new SingleKeyScript<>("lease.lua", Long.class);
    private final SingleKeyScript<byte[]> getOrLease = new SingleKeyScript<>("get-or-lease.lua", byte[].class);
    private final SingleKeyScript<Long> set = new SingleKeyScript<>("set.lua", Long.class);
    private final SingleKeyScript<byte[]> setUnlessHeld = new SingleKeyScript<>("set-unless-held.lua", byte[].class);
    private final ManyKeysScript leaseAll = new ManyKeysScript("lease-all.lua");
    private final ManyKeysScript setAll = new ManyKeysScript("set-all.lua");

    /** Returns whether the lease was taken. */
    boolean lease(
            RedisConnection connection, KeyIndexes.Entry index, CacheKey key, LeaseToken token, Duration leaseTime) {
        Long answer = lease.execute(
                connection,
                keys(key, index),
                KeyStateCodec.encode(token),
                TimeToLive.argument(leaseTime),
                index.scan());
        index.remembered(answer == null ? 0 : answer);
        return answer != null && answer > 0;
    }

    /** Takes leases of keys of one cache; returns for each whether it was taken. */
    List<Boolean> leaseAll(
            RedisConnection connection,
            KeyIndexes.@Nullable Entry index,
            Map<CacheKey, LeaseToken> tokens,
            Duration leaseTime) {
        List<Long> answers = leaseAll.answers(
                connection,
                ManyKeysScript.entries(tokens),
                index == null ? null : index.key(),
                TimeToLive.argument(leaseTime),
                KeyStateCodec.unattendedLease(),
                scan(index));
        if (index != null) {
            answers.forEach(index::remembered);
        }
        return answers.stream().map(answer -> answer > 0).toList();
    }

    /** Returns {@link KeyState.Absent} if the lease was taken, otherwise what the key holds. */
    KeyState getOrLease(
            RedisConnection connection,
            KeyIndexes.@Nullable Entry index,
            CacheKey key,
            LeaseToken token,
            Duration leaseTime) {
        return KeyStateCodec.decode(getOrLease.execute(
                connection,
                keys(key, index),
                KeyStateCodec.encode(token),
                TimeToLive.argument(leaseTime),
                KeyStateCodec.unattendedLease(),
                scan(index)));
    }

    void set(
            RedisConnection connection,
            KeyIndexes.Entry index,
            CacheKey key,
            KeyState.Value value,
            @Nullable Duration timeToLive) {
        byte[][] arguments = TimeToLive.appendTo(timeToLive, index.scan(), KeyStateCodec.encode(value));
        Long answer = set.execute(connection, keys(key, index), arguments);
        index.remembered(answer == null ? 0 : answer);
    }

    /** Stores values; all keys must belong to one cache. */
    void setAll(RedisConnection connection, KeyIndexes.Entry index, List<Fill> fills) {
        List<ManyKeysScript.Entry> entries = fills.stream()
                .map(fill -> new ManyKeysScript.Entry(
                        fill.key(),
                        KeyStateCodec.encode(fill.value()),
                        fill.timeToLive() == null ? NO_EXPIRY : TimeToLive.argument(fill.timeToLive())))
                .toList();
        setAll.answers(connection, entries, index.key(), index.scan()).forEach(index::remembered);
    }

    /**
     * Returns {@link KeyState.Absent} if {@code value} was stored, perhaps over a lease, otherwise the value or tombstone that
     * the key holds.
     */
    KeyState setUnlessHeld(
            RedisConnection connection,
            KeyIndexes.@Nullable Entry index,
            CacheKey key,
            KeyState.Value value,
            @Nullable Duration timeToLive) {
        byte[][] arguments = TimeToLive.appendTo(timeToLive, scan(index), KeyStateCodec.encode(value));
        return KeyStateCodec.decode(setUnlessHeld.execute(connection, keys(key, index), arguments));
    }

    private static byte[][] keys(CacheKey key, KeyIndexes.@Nullable Entry index) {
        return index == null ? new byte[][] {key.bytes()} : new byte[][] {key.bytes(), index.key()};
    }

    private static byte[] scan(KeyIndexes.@Nullable Entry index) {
        return index == null ? NO_SCAN : index.scan();
    }
}
