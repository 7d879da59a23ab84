package io.github.cacheconsistency.redis;

import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.KeyState;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.RedisConnection;

/** SET of an empty key, or what it holds, in one step: {@code SET NX GET} would need Redis 7. */
final class SetIfAbsentScript {

    private final SingleKeyScript<byte[]> script = new SingleKeyScript<>("""
            local held = redis.call('GET', KEYS[1])
            if not held then
              redis.call('SET', KEYS[1], ARGV[1], unpack(ARGV, 2))
            end
            return held
            """, byte[].class);

    KeyState execute(RedisConnection connection, CacheKey key, KeyState.Value value, @Nullable Duration timeToLive) {
        byte[][] arguments = TimeToLive.appendTo(timeToLive, KeyStateCodec.encode(value));
        return KeyStateCodec.decode(script.execute(connection, key.bytes(), arguments));
    }
}
