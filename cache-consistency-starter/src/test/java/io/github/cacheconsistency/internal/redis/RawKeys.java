package io.github.cacheconsistency.internal.redis;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.spi.KeyState;
import java.util.function.Function;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/** Reads and changes keys directly, without the store. */
public record RawKeys(RedisConnectionFactory connectionFactory) {

    public static CacheKey key(String text) {
        return new CacheKey("points", text.getBytes(UTF_8));
    }

    public static KeyState.Value value(String payload) {
        return new KeyState.Value(payload.getBytes(UTF_8), null);
    }

    public static KeyState.Value value(String payload, long version) {
        return new KeyState.Value(payload.getBytes(UTF_8), version);
    }

    /** The bytes of the key, one character per byte; {@code null} if the key does not exist. */
    public String bytes(CacheKey key) {
        byte[] bytes = execute(connection -> connection.stringCommands().get(key.bytes()));
        return bytes == null ? null : new String(bytes, ISO_8859_1);
    }

    public void write(CacheKey key, String bytes) {
        execute(connection -> connection.stringCommands().set(key.bytes(), bytes.getBytes(ISO_8859_1)));
    }

    /** The remaining milliseconds; -1 if the key does not expire, -2 if it does not exist. */
    public long remaining(CacheKey key) {
        return execute(connection -> connection.keyCommands().pTtl(key.bytes()));
    }

    public <T> T execute(Function<RedisConnection, T> operation) {
        try (RedisConnection connection = connectionFactory.getConnection()) {
            return operation.apply(connection);
        }
    }
}
