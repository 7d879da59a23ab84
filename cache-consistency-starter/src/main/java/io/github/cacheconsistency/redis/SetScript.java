package io.github.cacheconsistency.redis;

import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.KeyState;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.RedisConnection;

/** SET of a key of a cache that has a {@link KeyIndex}. */
final class SetScript {

    private final SingleKeyScript<Long> script = new SingleKeyScript<>(KeyIndex.REMEMBER + """
            redis.call('SET', KEYS[1], ARGV[2], unpack(ARGV, 3))
            return remember(KEYS[2], KEYS[1], ARGV[1])
            """, Long.class);

    void execute(
            RedisConnection connection,
            KeyIndexes.Entry index,
            CacheKey key,
            KeyState.Value value,
            @Nullable Duration timeToLive) {
        byte[][] arguments = TimeToLive.appendTo(timeToLive, index.scan(), KeyStateCodec.encode(value));
        Long answer = script.execute(connection, new byte[][] {key.bytes(), index.key()}, arguments);
        index.remembered(answer == null ? 0 : answer);
    }
}
