package io.github.cacheconsistency.test.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EmbeddedRedisTest {

    private final EmbeddedRedis redis = EmbeddedRedis.start();

    @AfterEach
    void close() {
        redis.close();
    }

    @Test
    void refusesWhileStoppedAndComesBackEmptyOnTheSamePort() {
        int port = redis.port();
        command(commands -> commands.set("key", "value"));
        redis.stop();
        assertThat(Ports.listens(port)).isFalse();
        assertThat(redis.isRunning()).isFalse();

        redis.restart();

        assertThat(redis.port()).isEqualTo(port);
        assertThat(get("key")).isNull();
    }

    @Test
    void aSavedKeyComesBackAfterACrash() {
        command(commands -> commands.set("key", "old"));
        command(RedisCommands::save);
        command(commands -> commands.del("key"));
        redis.kill();
        redis.restart();
        assertThat(get("key")).isEqualTo("old");
    }

    @Test
    void closeEndsItAndCanBeRepeated() {
        assertThat(redis.version()).startsWith("6.2.");
        redis.close();
        redis.close();
        assertThat(Ports.listens(redis.port())).isFalse();
    }

    private String get(String key) {
        return command(commands -> commands.get(key));
    }

    private <T> T command(Function<RedisCommands<String, String>, T> command) {
        try (RedisClient client = RedisClient.create("redis://" + redis.host() + ":" + redis.port());
                StatefulRedisConnection<String, String> connection = client.connect()) {
            return command.apply(connection.sync());
        }
    }
}
