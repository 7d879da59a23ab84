package io.github.cacheconsistency.redis;

import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.KeyState;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.RedisConnection;

/**
 * PUT-IF-NEWER: replaces a lower version, keeps the same or a higher one, removes everything else. An absent key stays
 * absent: a put that arrives late, after an eviction, would store an old value.
 */
final class PutIfNewerScript {

    private final SingleKeyScript<Boolean> script = new SingleKeyScript<>(VersionOrder.VERSION_OF + """
                    local held = redis.call('GET', KEYS[1])
                    local held_version = version_of(held)
                    if not held_version then
                      redis.call('DEL', KEYS[1])
                    elseif held_version < version_of(ARGV[1]) then
                      redis.call('SET', KEYS[1], ARGV[1], unpack(ARGV, 2))
                      return 1
                    end
                    return 0
                    """, Boolean.class);

    /** Whether the value was stored. */
    boolean execute(RedisConnection connection, CacheKey key, KeyState.Value value, @Nullable Duration timeToLive) {
        if (value.version() == null) {
            throw new IllegalArgumentException(
                    "Expected a value with version for key " + key + ", found one without. Invalidate the key instead");
        }
        byte[][] arguments = TimeToLive.appendTo(timeToLive, KeyStateCodec.encode(value));
        return Boolean.TRUE.equals(script.execute(connection, key.bytes(), arguments));
    }
}
