package io.github.cacheconsistency.test.race;

import io.github.cacheconsistency.test.gate.Ungated;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.springframework.data.redis.connection.RedisClusterConnection;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.ReturnType;
import org.springframework.data.redis.core.Cursor;
import org.springframework.data.redis.core.ScanOptions;

/**
 * Adds thousands of unrelated keys to the Redis of a race, as in a Redis that many services share. Closing removes
 * them.
 */
public final class CrowdedRedis implements AutoCloseable {

    private static final String PREFIX = "cache-consistency-test:other-service:";
    private static final byte[] INDEXES = "*\0cc:index:*".getBytes(StandardCharsets.UTF_8);

    private final RedisConnectionFactory redis;
    private final int keys;

    /** Writes {@code keys} keys, bypassing all gates. */
    CrowdedRedis(RedisConnectionFactory redis, int keys) {
        this.redis = redis;
        this.keys = keys;
        forEach("redis.call('SET', KEYS[1] .. number, '')");
    }

    /** Whether {@code redis} is supported: not a cluster, where the keys of one script have to be on one node. */
    static boolean isPossible(RedisConnectionFactory redis) {
        return ungated(() -> {
            try (RedisConnection connection = redis.getConnection()) {
                return !(connection instanceof RedisClusterConnection);
            }
        });
    }

    /** Evicts the library's key indexes, and no key of a cache. */
    public void evictIndexes() {
        ungated(() -> {
            try (RedisConnection connection = redis.getConnection();
                    RedisConnection scanning = redis.getConnection();
                    Cursor<byte[]> found = scanning.keyCommands()
                            .scan(ScanOptions.scanOptions()
                                    .match(INDEXES)
                                    .count(1_000)
                                    .build())) {
                while (found.hasNext()) {
                    connection.keyCommands().del(found.next());
                }
                return true;
            }
        });
    }

    @Override
    public void close() {
        forEach("redis.call('DEL', KEYS[1] .. number)");
    }

    private void forEach(String command) {
        String lua = String.format(Locale.ROOT, "for number = 1, %d do %s end return 1", keys, command);
        ungated(() -> {
            try (RedisConnection connection = redis.getConnection()) {
                return connection
                        .scriptingCommands()
                        .eval(
                                lua.getBytes(StandardCharsets.UTF_8),
                                ReturnType.INTEGER,
                                1,
                                PREFIX.getBytes(StandardCharsets.UTF_8));
            }
        });
    }

    private static <T> T ungated(Callable<T> work) {
        try {
            return Ungated.call(work);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(
                    "A Redis command of the race kit itself failed; check the rights of the Redis user", e);
        }
    }
}
