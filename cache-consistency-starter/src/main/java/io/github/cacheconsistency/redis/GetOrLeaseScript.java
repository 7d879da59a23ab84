package io.github.cacheconsistency.redis;

import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.KeyState;
import io.github.cacheconsistency.LeaseToken;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.RedisConnection;

/**
 * What a key holds, and LEASE if that is nothing or an unattended lease.
 *
 * <p>Invariant: taking a lease over replaces its bytes, so the fill of its former holder is refused as after an
 * invalidation. That is why any reader may do it at any time.
 */
final class GetOrLeaseScript {

    /** Defines {@code is_free(held, unattended)}: whether a key that holds this may be leased. */
    static final String IS_FREE = """
            local function is_free(held, unattended)
              return not held or type(held) == 'string' and string.sub(held, 1, #unattended) == unattended
            end
            """;

    private static final byte[] NO_SCAN = {};

    private final SingleKeyScript<byte[]> script =
            new SingleKeyScript<>(KeyIndex.REMEMBER + IS_FREE + """
            local held = redis.call('GET', KEYS[1])
            if is_free(held, ARGV[3]) then
              redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
              if not held then
                remember(KEYS[2], KEYS[1], ARGV[4])
              end
              return false
            end
            return held
            """, byte[].class);

    /** {@link KeyState.Absent} if the lease was taken. */
    KeyState execute(
            RedisConnection connection,
            KeyIndexes.@Nullable Entry index,
            CacheKey key,
            LeaseToken token,
            Duration leaseTime) {
        return KeyStateCodec.decode(script.execute(
                connection,
                index == null ? new byte[][] {key.bytes()} : new byte[][] {key.bytes(), index.key()},
                KeyStateCodec.encode(token),
                TimeToLive.argument(leaseTime),
                KeyStateCodec.unattendedLease(),
                index == null ? NO_SCAN : index.scan()));
    }
}
