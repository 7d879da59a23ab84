package io.github.cacheconsistency.redis;

import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.KeyState;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.RedisConnection;

/**
 * What a key holds, and SET if that is no value: nothing, or a lease, which gives way. In one step, so that of several
 * callers one is the first; {@code SET NX GET} would need Redis 7, and would take a lease for a value.
 */
final class SetUnlessHeldScript {

    private static final byte[] NO_SCAN = {};

    private final SingleKeyScript<byte[]> script = new SingleKeyScript<>(KeyIndex.REMEMBER + """
            local held = redis.call('GET', KEYS[1])
            if held and string.sub(held, 1, 10) ~= '\\0cc:lease:' then
              return held
            end
            redis.call('SET', KEYS[1], ARGV[2], unpack(ARGV, 3))
            if not held then
              remember(KEYS[2], KEYS[1], ARGV[1])
            end
            return false
            """, byte[].class);

    /** {@link KeyState.Absent} if {@code value} was set. */
    KeyState execute(
            RedisConnection connection,
            KeyIndexes.@Nullable Entry index,
            CacheKey key,
            KeyState.Value value,
            @Nullable Duration timeToLive) {
        byte[][] keys = index == null ? new byte[][] {key.bytes()} : new byte[][] {key.bytes(), index.key()};
        byte[] scan = index == null ? NO_SCAN : index.scan();
        return KeyStateCodec.decode(
                script.execute(connection, keys, TimeToLive.appendTo(timeToLive, scan, KeyStateCodec.encode(value))));
    }
}
