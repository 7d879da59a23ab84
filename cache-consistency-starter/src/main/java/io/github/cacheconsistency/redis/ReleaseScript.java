package io.github.cacheconsistency.redis;

import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.LeaseToken;
import org.springframework.data.redis.connection.RedisConnection;

/** RELEASE: removes a lease, but only one's own. */
final class ReleaseScript {

    private final SingleKeyScript<Boolean> script = new SingleKeyScript<>("""
            if redis.call('GET', KEYS[1]) == ARGV[1] then
              return redis.call('DEL', KEYS[1])
            end
            return 0
            """, Boolean.class);

    boolean execute(RedisConnection connection, CacheKey key, LeaseToken token) {
        return Boolean.TRUE.equals(script.execute(connection, key.bytes(), KeyStateCodec.encode(token)));
    }
}
