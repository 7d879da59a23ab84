package io.github.cacheconsistency.redis;

import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/** One {@code GET} for each read, on a connection from the factory. */
public final class PlainGets implements Gets {

    private final RedisConnectionFactory connectionFactory;

    public PlainGets(RedisConnectionFactory connectionFactory) {
        this.connectionFactory = connectionFactory;
    }

    @Override
    public byte @Nullable [] get(byte[] key) {
        try (RedisConnection connection = connectionFactory.getConnection()) {
            return connection.stringCommands().get(key);
        }
    }
}
