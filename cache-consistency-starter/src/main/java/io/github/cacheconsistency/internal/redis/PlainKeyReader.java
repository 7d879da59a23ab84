package io.github.cacheconsistency.internal.redis;

import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/** Reads each key with its own {@code GET}, on a connection from the factory. Thread-safe. */
public final class PlainKeyReader implements KeyReader {

    private final RedisConnectionFactory connectionFactory;

    public PlainKeyReader(RedisConnectionFactory connectionFactory) {
        this.connectionFactory = connectionFactory;
    }

    @Override
    public byte @Nullable [] get(byte[] key) {
        try (RedisConnection connection = connectionFactory.getConnection()) {
            return connection.stringCommands().get(key);
        }
    }
}
