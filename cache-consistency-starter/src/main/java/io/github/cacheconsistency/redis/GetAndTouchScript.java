package io.github.cacheconsistency.redis;

import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.KeyState;
import java.time.Duration;
import org.springframework.data.redis.connection.RedisConnection;

/**
 * {@code GET} that restarts the time-to-live of a value. Leases and fences end with their own time: they are left alone.
 * Where Redis takes no writes the value is read all the same.
 */
final class GetAndTouchScript {

    private final SingleKeyScript<byte[]> script = new SingleKeyScript<>("""
            local held = redis.call('GET', KEYS[1])
            if held and string.sub(held, 1, 10) ~= '\\0cc:lease:' and held ~= '\\0cc:fence:' then
              redis.pcall('PEXPIRE', KEYS[1], ARGV[1])
            end
            return held
            """, byte[].class);

    KeyState execute(RedisConnection connection, CacheKey key, Duration timeToLive) {
        return KeyStateCodec.decode(script.execute(connection, key.bytes(), TimeToLive.argument(timeToLive)));
    }
}
