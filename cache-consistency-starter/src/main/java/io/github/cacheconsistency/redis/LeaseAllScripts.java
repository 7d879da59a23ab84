package io.github.cacheconsistency.redis;

import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.LeaseToken;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.data.redis.connection.RedisConnection;

/** LEASE and RENEW of several keys, each with a token of its own. */
final class LeaseAllScripts {

    private final ManyKeysScript lease = new ManyKeysScript(GetOrLeaseScript.IS_FREE + """
            local taken = {}
            for index, key in ipairs(KEYS) do
              taken[index] = 0
              if is_free(redis.pcall('GET', key), ARGV[#KEYS + 2]) then
                redis.call('SET', key, ARGV[index], 'PX', ARGV[#KEYS + 1])
                taken[index] = 1
              end
            end
            return taken
            """);

    private final ManyKeysScript renew = new ManyKeysScript("""
            local standing = {}
            for index, key in ipairs(KEYS) do
              standing[index] = 0
              if redis.pcall('GET', key) == ARGV[index] then
                standing[index] = redis.call('PEXPIRE', key, ARGV[#KEYS + 1])
              end
            end
            return standing
            """);

    /** Whether each lease was taken. */
    List<Boolean> lease(RedisConnection connection, Map<CacheKey, LeaseToken> tokens, Duration leaseTime) {
        return lease.execute(
                connection, entries(tokens), TimeToLive.argument(leaseTime), KeyStateCodec.unattendedLease());
    }

    /** Whether each lease still stands. */
    List<Boolean> renew(RedisConnection connection, Map<CacheKey, LeaseToken> tokens, Duration leaseTime) {
        return renew.execute(connection, entries(tokens), TimeToLive.argument(leaseTime));
    }

    private static List<ManyKeysScript.Entry> entries(Map<CacheKey, LeaseToken> tokens) {
        return tokens.entrySet().stream()
                .map(entry -> new ManyKeysScript.Entry(entry.getKey(), KeyStateCodec.encode(entry.getValue())))
                .toList();
    }
}
