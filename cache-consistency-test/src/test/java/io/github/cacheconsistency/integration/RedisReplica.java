package io.github.cacheconsistency.integration;

import static org.awaitility.Awaitility.await;

import io.github.cacheconsistency.test.server.EmbeddedRedis;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** A Redis that follows another one when told to. */
final class RedisReplica implements AutoCloseable {

    private final EmbeddedRedis server = EmbeddedRedis.start();
    private final LettuceConnectionFactory connections;
    private final RedisProbe probe;

    RedisReplica() {
        connections = new LettuceConnectionFactory(server.host(), server.port());
        connections.afterPropertiesSet();
        connections.start();
        probe = new RedisProbe(server.host(), server.port());
    }

    /** Returns when it has everything that the primary has. */
    void follow(String host, int port) {
        try (RedisConnection connection = connections.getConnection()) {
            connection.serverCommands().replicaOf(host, port);
            await().until(() -> "up".equals(connection.serverCommands().info().getProperty("master_link_status")));
        }
    }

    /** From now on it is a primary itself, as after a failover. */
    void promote() {
        try (RedisConnection connection = connections.getConnection()) {
            connection.serverCommands().replicaOfNoOne();
        }
    }

    RedisProbe probe() {
        return probe;
    }

    @Override
    public void close() {
        probe.close();
        connections.destroy();
        server.close();
    }
}
