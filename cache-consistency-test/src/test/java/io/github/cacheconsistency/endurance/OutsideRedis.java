package io.github.cacheconsistency.endurance;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.springframework.data.redis.serializer.JdkSerializationRedisSerializer;

/** A plain Redis client, which trusts every reply. */
final class OutsideRedis implements AutoCloseable {

    /** The prefix of every state that is not a plain value, such as leases (docs/adr/0005). */
    private static final String MARK = "\0cc:";

    private final JdkSerializationRedisSerializer serializer = new JdkSerializationRedisSerializer();
    private final RedisClient client;
    private final StatefulRedisConnection<byte[], byte[]> connection;

    /** Connects; fails if Redis does not answer. */
    OutsideRedis(String host, int port) {
        client = RedisClient.create(RedisURI.builder()
                .withHost(host)
                .withPort(port)
                .withTimeout(Duration.ofSeconds(10))
                .build());
        connection = client.connect(ByteArrayCodec.INSTANCE);
        ping();
    }

    void ping() {
        connection.sync().ping();
    }

    /** Saves all keys to disk; after a restart Redis loads them. */
    void save() {
        connection.sync().save();
    }

    /** The value of a key, as a node without further knowledge would read it. */
    Optional<Counter> value(long id) {
        byte[] bytes = connection.sync().get((StormNode.CACHE + "::" + id).getBytes(StandardCharsets.UTF_8));
        if (bytes == null || new String(bytes, StandardCharsets.ISO_8859_1).startsWith(MARK)) {
            return Optional.empty();
        }
        return Optional.ofNullable((Counter) serializer.deserialize(bytes));
    }

    @Override
    public void close() {
        connection.close();
        client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
    }
}
