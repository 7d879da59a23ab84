package io.github.cacheconsistency.internal.redis;

import java.io.IOException;
import java.util.Properties;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** A Redis server of its own for each test class, on a free port, emptied before each test. */
public final class EmbeddedRedis implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {

    private RedisProcess server;
    private LettuceConnectionFactory connectionFactory;

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        server = RedisProcess.start();
        connectionFactory = new LettuceConnectionFactory("127.0.0.1", server.port());
        connectionFactory.afterPropertiesSet();
        connectionFactory.start();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        try (RedisConnection connection = connectionFactory.getConnection()) {
            connection.serverCommands().flushAll();
        }
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        if (connectionFactory != null) {
            connectionFactory.destroy();
        }
        if (server != null) {
            server.close();
        }
    }

    public LettuceConnectionFactory connectionFactory() {
        return connectionFactory;
    }

    /** Returns how often the server has executed {@code command} (lower case) since it started. */
    public long calls(String command) {
        try (RedisConnection connection = connectionFactory.getConnection()) {
            Properties statistics = connection.serverCommands().info("commandstats");
            String line = statistics.getProperty("cmdstat_" + command);
            return line == null ? 0 : Long.parseLong(line.replaceAll("calls=(\\d+),.*", "$1"));
        }
    }
}
