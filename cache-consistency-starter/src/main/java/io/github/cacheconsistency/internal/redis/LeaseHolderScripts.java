package io.github.cacheconsistency.internal.redis;

import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.internal.redis.script.SingleKeyScript;
import io.github.cacheconsistency.internal.redis.script.TimeToLive;
import io.github.cacheconsistency.spi.Fill;
import io.github.cacheconsistency.spi.KeyState;
import io.github.cacheconsistency.spi.LeaseToken;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.RedisConnection;

/** FILL, RENEW and RELEASE: the operations of the holder of a lease (docs/protocols.md, "Operations"). */
final class LeaseHolderScripts {

    private static final byte[] NO_EXPIRY = {};

    private final SingleKeyScript<Boolean> fill = new SingleKeyScript<>("fill.lua", Boolean.class);
    private final SingleKeyScript<Boolean> fillOrReplaceOlder =
            new SingleKeyScript<>("fill-or-replace-older.lua", Boolean.class);
    private final SingleKeyScript<Boolean> release = new SingleKeyScript<>("release.lua", Boolean.class);
    private final ManyKeysScript fillAll = new ManyKeysScript("fill-all.lua");
    private final ManyKeysScript renewAll = new ManyKeysScript("renew-all.lua");

    /** Returns whether the fill was accepted. */
    boolean fill(
            RedisConnection connection,
            CacheKey key,
            LeaseToken token,
            KeyState.Value value,
            @Nullable Duration timeToLive) {
        return fill(fill, connection, key, token, value, timeToLive);
    }

    /** Returns whether the fill was accepted, over the lease or over a lower version. */
    boolean fillOrReplaceOlder(
            RedisConnection connection,
            CacheKey key,
            LeaseToken token,
            KeyState.Value value,
            @Nullable Duration timeToLive) {
        return fill(fillOrReplaceOlder, connection, key, token, value, timeToLive);
    }

    private static boolean fill(
            SingleKeyScript<Boolean> script,
            RedisConnection connection,
            CacheKey key,
            LeaseToken token,
            KeyState.Value value,
            @Nullable Duration timeToLive) {
        byte[][] arguments = TimeToLive.appendTo(timeToLive, KeyStateCodec.encode(token), KeyStateCodec.encode(value));
        return Boolean.TRUE.equals(script.execute(connection, key.bytes(), arguments));
    }

    /** Returns for each of {@code fills} whether it was accepted. All of them must have a lease. */
    List<Boolean> fillAll(RedisConnection connection, List<Fill> fills) {
        return fillAll.execute(
                connection, fills.stream().map(LeaseHolderScripts::entry).toList());
    }

    private static ManyKeysScript.Entry entry(Fill fill) {
        LeaseToken token = Objects.requireNonNull(fill.permit().token(), "a fill that needs a lease");
        return new ManyKeysScript.Entry(
                fill.key(),
                KeyStateCodec.encode(token),
                KeyStateCodec.encode(fill.value()),
                fill.timeToLive() == null ? NO_EXPIRY : TimeToLive.argument(fill.timeToLive()));
    }

    /** Returns for each lease whether its key still holds it. */
    List<Boolean> renewAll(RedisConnection connection, Map<CacheKey, LeaseToken> tokens, Duration leaseTime) {
        return renewAll.execute(connection, ManyKeysScript.entries(tokens), TimeToLive.argument(leaseTime));
    }

    /** Returns whether the key still held the lease, which is removed now. */
    boolean release(RedisConnection connection, CacheKey key, LeaseToken token) {
        return Boolean.TRUE.equals(release.execute(connection, key.bytes(), KeyStateCodec.encode(token)));
    }
}
