package io.github.cacheconsistency.redis;

import io.github.cacheconsistency.CacheKey;
import org.springframework.data.redis.connection.RedisConnection;

/** Removes values and tells whether there were any: a lease or a fence is none. */
final class ValueRemoval {

    private final SingleKeyScript<Boolean> script = new SingleKeyScript<>("""
            local held = redis.call('GET', KEYS[1])
            if not held or string.sub(held, 1, 10) == '\\0cc:lease:' or held == '\\0cc:fence:' then
              return 0
            end
            redis.call('UNLINK', KEYS[1])
            return 1
            """, Boolean.class);

    /** Whether the key held a value, which is removed then. */
    boolean remove(RedisConnection connection, CacheKey key) {
        return Boolean.TRUE.equals(script.execute(connection, key.bytes()));
    }
}
