package io.github.cacheconsistency.internal.redis.script;

import io.lettuce.core.api.StatefulRedisConnection;
import java.util.List;

/** A dedicated connection to a single Redis server that holds all keys, with or without Sentinel. */
final class SingleDedicatedConnection extends DedicatedConnection {

    private final StatefulRedisConnection<byte[], byte[]> connection;

    SingleDedicatedConnection(StatefulRedisConnection<byte[], byte[]> connection) {
        this.connection = connection;
    }

    @Override
    StatefulRedisConnection<byte[], byte[]> connectionFor(byte[] key) {
        return connection;
    }

    @Override
    List<byte[]> keyOnEachPrimary(byte[] pattern) {
        return List.of(pattern);
    }

    @Override
    public void close() {
        connection.closeAsync();
    }
}
