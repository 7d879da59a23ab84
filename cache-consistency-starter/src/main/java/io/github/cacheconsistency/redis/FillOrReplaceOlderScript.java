package io.github.cacheconsistency.redis;

import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.KeyState;
import io.github.cacheconsistency.LeaseToken;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.RedisConnection;

/**
 * FILL that a lower version may not stop: the value replaces its lease, or a value of a lower version. Where Redis has no
 * memory for it these go all the same, and the script fails.
 */
final class FillOrReplaceOlderScript {

    private final SingleKeyScript<Boolean> script = new SingleKeyScript<>(VersionOrder.VERSION_OF + """
                    local held = redis.call('GET', KEYS[1])
                    local held_version = version_of(held)
                    local new_version = version_of(ARGV[2])
                    if held == ARGV[1] or (held_version and new_version and held_version < new_version) then
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
