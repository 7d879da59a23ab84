package io.github.cacheconsistency.redis;

import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.LeaseToken;
import java.time.Duration;
import org.springframework.data.redis.connection.RedisConnection;

/** LEASE of a key of a cache that has an index: takes it if it holds nothing. */
final class LeaseScript {

    private final SingleKeyScript<Long> script = new SingleKeyScript<>(KeyIndex.REMEMBER + """
            if redis.call('EXISTS', KEYS[1]) == 1 then
              return 0
            end
            redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
            return remember(KEYS[2], KEYS[1], ARGV[3])
            """, Long.class);

    /** Whether the lease was taken. */
    boolean execute(
            RedisConnection connection, KeyIndexes.Entry index, CacheKey key, LeaseToken token, Duration leaseTime) {
        Long answer = script.execute(
                connection,
                new byte[][] {key.bytes(), index.key()},
                KeyStateCodec.encode(token),
                TimeToLive.argument(leaseTime),
                index.scan());
        index.remembered(answer == null ? 0 : answer);
        return answer != null && answer > 0;
    }
}
