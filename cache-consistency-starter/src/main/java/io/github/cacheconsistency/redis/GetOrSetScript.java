package io.github.cacheconsistency.redis;

import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.KeyState;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.RedisConnection;

/** What a key holds, and SET if that is nothing, in one step: {@code SET NX GET} would need Redis 7. */
final class GetOrSetScript {

    private final SingleKeyScript<byte[]> script = new SingleKeyScript<>("""
            local held = redis.call('GET', KEYS[1])
            if not held then
              redis.call('SET', KEYS[1], ARGV[1], unpack(ARGV, 2))
            end
            return held
            """, byte[].class);

    /** {@link KeyState.Absent} if {@code bytes} were set. */
    KeyState execute(RedisConnection connection, CacheKey key, byte[] bytes, @Nullable Duration timeToLive) {
        return KeyStateCodec.decode(script.execute(connection, key.bytes(), TimeToLive.appendTo(timeToLive, bytes)));
    }
}
