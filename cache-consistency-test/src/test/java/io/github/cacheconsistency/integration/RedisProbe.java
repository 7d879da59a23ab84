package io.github.cacheconsistency.integration;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.ReturnType;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.RedisTemplate;
import org.springframework.data.redis.serializer.RedisSerializer;

/** Looks into Redis, past the application and past {@link RedisLink}. */
final class RedisProbe implements AutoCloseable {

    private final LettuceConnectionFactory connections;
    private final RedisTemplate<String, byte[]> template = new RedisTemplate<>();

    RedisProbe(String host, int port) {
        connections = new LettuceConnectionFactory(host, port);
        connections.afterPropertiesSet();
        connections.start();
        template.setConnectionFactory(connections);
        template.setKeySerializer(RedisSerializer.string());
        template.setValueSerializer(RedisSerializer.byteArray());
        template.afterPropertiesSet();
    }

    byte @Nullable [] bytes(String key) {
        return template.opsForValue().get(key);
    }

    boolean exists(String key) {
        return Boolean.TRUE.equals(template.hasKey(key));
    }

    /** Whether the key holds a value, and not nothing, a lease or a tombstone. */
    boolean holdsValue(String key) {
        byte[] bytes = bytes(key);
        if (bytes == null) {
            return false;
        }
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        return !text.startsWith("\0cc:lease:") && !text.startsWith("\0cc:fence:");
    }

    void set(String key, byte[] bytes) {
        template.opsForValue().set(key, bytes);
    }

    void set(String key, byte[] bytes, Duration timeToLive) {
        template.opsForValue().set(key, bytes, timeToLive);
    }

    void set(String key, String bytes) {
        set(key, bytes.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Writes so many keys that begin with {@code prefix}. */
    void populate(String prefix, int keys) {
        forEach(prefix, keys, "redis.call('SET', KEYS[1] .. number, 'x')");
    }

    /** Removes what {@link #populate} wrote. */
    void remove(String prefix, int keys) {
        forEach(prefix, keys, "redis.call('DEL', KEYS[1] .. number)");
    }

    private void forEach(String prefix, int keys, String command) {
        String lua = "for number = 1, " + keys + " do " + command + " end return 1";
        try (RedisConnection connection = connections.getConnection()) {
            connection
                    .scriptingCommands()
                    .eval(
                            lua.getBytes(StandardCharsets.UTF_8),
                            ReturnType.INTEGER,
                            1,
                            prefix.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Whether there is an index of all keys that begin with {@code prefix}. */
    boolean holdsCompleteIndex(String prefix) {
        try (RedisConnection connection = connections.getConnection()) {
            return Boolean.TRUE.equals(connection
                    .setCommands()
                    .sIsMember(
                            (prefix + "\0cc:index:1").getBytes(StandardCharsets.UTF_8),
                            "\0cc:complete".getBytes(StandardCharsets.UTF_8)));
        }
    }

    void delete(String key) {
        template.delete(key);
    }

    /** The remaining time-to-live; negative where there is none. */
    Duration timeToLive(String key) {
        try (RedisConnection connection = connections.getConnection()) {
            Long left = connection.keyCommands().pTtl(key.getBytes(StandardCharsets.UTF_8));
            return Duration.ofMillis(left == null ? -2 : left);
        }
    }

    /** The keys of entries that match {@code pattern}: the index of a cache's keys is none of them. */
    Set<String> keys(String pattern) {
        return template.keys(pattern).stream()
                .filter(key -> !key.contains("\0cc:index:"))
                .collect(Collectors.toSet());
    }

    /** Counts commands from now on. */
    void resetCommands() {
        try (RedisConnection connection = connections.getConnection()) {
            connection.serverCommands().resetConfigStats();
        }
    }

    /** How often each command ran since {@link #resetCommands()}, without those this class sends. */
    Map<String, Long> commands() {
        try (RedisConnection connection = connections.getConnection()) {
            Properties statistics = connection.serverCommands().info("commandstats");
            Map<String, Long> calls = new TreeMap<>();
            statistics.forEach((name, value) -> {
                String command = name.toString().replace("cmdstat_", "");
                if (!Set.of("info", "config", "config|resetstat", "hello", "client", "client|setinfo", "ping")
                        .contains(command)) {
                    calls.put(command, Long.valueOf(value.toString().replaceAll("calls=(\\d+),.*", "$1")));
                }
            });
            return calls;
        }
    }

    @Override
    public void close() {
        connections.destroy();
    }
}
