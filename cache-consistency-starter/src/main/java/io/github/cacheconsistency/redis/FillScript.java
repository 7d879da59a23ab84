package io.github.cacheconsistency.redis;

import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.KeyState;
import io.github.cacheconsistency.LeaseToken;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.RedisConnection;

/**
 * FILL: the value replaces the lease it was loaded under, and nothing else. Where Redis has no memory for it the lease goes,
 * so that no reader waits for it, and the script fails.
 */
final class FillScript {

    private final SingleKeyScript<Boolean> script = new SingleKeyScript<>("""
            if redis.call('GET', KEYS[1]) == ARGV[1] then
              local stored = redis.pcall('SET', KEYS[1], ARGV[2], unpack(ARGV, 3))
              if stored.err then
                redis.call('DEL', KEYS[1])
                return stored
              end
              return 1
            end
            return 0
            """, Boolean.class);

    boolean execute(
            RedisConnection connection,
            CacheKey key,
            LeaseToken token,
            KeyState.Value value,
            @Nullable Duration timeToLive) {
        byte[][] arguments = TimeToLive.appendTo(timeToLive, KeyStateCodec.encode(token), KeyStateCodec.encode(value));
        return Boolean.TRUE.equals(script.execute(connection, key.bytes(), arguments));
    }
}
