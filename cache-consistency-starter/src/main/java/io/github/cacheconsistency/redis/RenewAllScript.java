package io.github.cacheconsistency.redis;

import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.LeaseToken;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.data.redis.connection.RedisConnection;

/** RENEW of several leases. */
final class RenewAllScript {

    private final ManyKeysScript script = new ManyKeysScript("""
            local standing = {}
            for index, key in ipairs(KEYS) do
              standing[index] = 0
              if redis.pcall('GET', key) == ARGV[index] then
                standing[index] = redis.call('PEXPIRE', key, ARGV[#KEYS + 1])
              end
            end
            return standing
            """);

    /** Whether each lease still stands. */
    List<Boolean> execute(RedisConnection connection, Map<CacheKey, LeaseToken> tokens, Duration leaseTime) {
        return script.execute(connection, LeaseAllScript.entries(tokens), TimeToLive.argument(leaseTime));
    }
}
