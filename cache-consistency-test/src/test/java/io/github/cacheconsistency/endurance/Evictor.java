package io.github.cacheconsistency.endurance;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** Evicts or expires values and leases at random moments. */
final class Evictor implements AutoCloseable {

    private static final long LONGEST_REST = Duration.ofMillis(120).toNanos();

    private final RedisClient client;
    private final StatefulRedisConnection<String, String> connection;
    private final List<String> keys;
    private long evictions;

    Evictor(String host, int port, List<String> keys) {
        this.client = RedisClient.create(RedisURI.create(host, port));
        this.connection = client.connect();
        this.keys = keys;
    }

    /** Removes these keys. */
    void evictAll() {
        connection.sync().unlink(keys.toArray(String[]::new));
    }

    void evictUntil(long deadline) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        RedisCommands<String, String> redis = connection.sync();
        while (System.nanoTime() < deadline) {
            String key = keys.get(random.nextInt(keys.size()));
            boolean hit = random.nextBoolean() ? redis.unlink(key) == 1 : redis.pexpire(key, random.nextInt(1, 20));
            evictions += hit ? 1 : 0;
            Pauses.pause(random.nextLong(LONGEST_REST));
        }
    }

    /** The number of its commands that removed a key. */
    long evictions() {
        return evictions;
    }

    @Override
    public void close() {
        connection.close();
        client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
    }
}
