package io.github.cacheconsistency.test.time;

import io.github.cacheconsistency.test.gate.Ungated;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.RedisClusterConnection;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.ReturnType;

/** The kit's own commands on keys of a race; they bypass all gates. Thread-safe. */
final class RedisKeys {

    /** The time-to-live that the kit sets; a key with more than half of it was set by the kit. */
    private static final Duration FAR_AWAY = Duration.ofDays(365_000);

    /** Replies with the time-to-live of each key, and replaces it unless the kit has set it. */
    private static final byte[] TAKE_TIME_TO_LIVES = bytes("""
            local left = {}
            for i, key in ipairs(KEYS) do
                left[i] = redis.call('PTTL', key)
                if left[i] >= 0 and left[i] < %1$d / 2 then
                    redis.call('PEXPIRE', key, '%1$d')
                end
            end
            return left
            """.formatted(FAR_AWAY.toMillis()));

    /** Replies for each key with its PTTL and whether it is absent, a string (with its content), or of another type. */
    private static final byte[] LOOK = bytes("""
            local held = {}
            for _, key in ipairs(KEYS) do
                local content = redis.pcall('GET', key)
                if type(content) == 'table' then
                    held[#held + 1] = '?'
                else
                    held[#held + 1] = content and '=' .. content or '-'
                end
                held[#held + 1] = tostring(redis.call('PTTL', key))
            end
            return held
            """);

    private static final byte[] DELETE_EXPIRING = bytes("""
            local gone = {}
            for _, key in ipairs(KEYS) do
                if redis.call('PTTL', key) >= 0 then
                    redis.call('DEL', key)
                    gone[#gone + 1] = key
                end
            end
            return gone
            """);

    private final RedisConnectionFactory redis;

    RedisKeys(RedisConnectionFactory redis) {
        this.redis = redis;
    }

    boolean exists(String key) {
        return Boolean.TRUE.equals(call(connection -> connection.keyCommands().exists(bytes(key))));
    }

    byte @Nullable [] dump(String key) {
        return call(connection -> connection.keyCommands().dump(bytes(key)));
    }

    void restore(String key, byte[] dump, boolean expires) {
        call(connection -> {
            connection.keyCommands().restore(bytes(key), expires ? FAR_AWAY.toMillis() : 0, dump);
            return true;
        });
    }

    /** Removes the key as Redis removes an expired one; returns whether it existed. */
    boolean expire(String key) {
        return Boolean.TRUE.equals(call(connection -> connection.keyCommands().pExpireAt(bytes(key), 1)));
    }

    void delete(Collection<String> keys) {
        byte[][] all = keys.stream().map(RedisKeys::bytes).toArray(byte[][]::new);
        call(connection -> connection.keyCommands().del(all));
    }

    /**
     * Deletes those of {@code keys} that have a time-to-live and returns them; one round trip if the servers support
     * it.
     */
    List<String> deleteExpiring(Collection<String> keys) {
        List<String> asked = List.copyOf(keys);
        return call(connection -> {
            if (!isScriptable(connection, asked)) {
                return deleteOneByOne(connection, asked);
            }
            List<byte[]> gone = run(connection, DELETE_EXPIRING, asked);
            return gone.stream()
                    .map(key -> new String(key, StandardCharsets.UTF_8))
                    .toList();
        });
    }

    private static List<String> deleteOneByOne(RedisConnection connection, List<String> keys) {
        List<String> gone = new ArrayList<>();
        for (String key : keys) {
            Long left = connection.keyCommands().pTtl(bytes(key));
            if (left != null && left >= 0) {
                connection.keyCommands().del(bytes(key));
                gone.add(key);
            }
        }
        return gone;
    }

    /**
     * The rest of the time-to-live of each key, in milliseconds; negative if it does not expire or does not exist.
     * Replaces the time-to-live by a very long one, so that keys do not expire in real time. One round trip if the
     * servers support it.
     */
    Map<String, Long> takeTimeToLives(Collection<String> keys) {
        List<String> asked = List.copyOf(keys);
        return call(connection -> {
            List<Long> left = isScriptable(connection, asked)
                    ? run(connection, TAKE_TIME_TO_LIVES, asked)
                    : asked.stream().map(key -> takeTimeToLive(connection, key)).toList();
            Map<String, Long> byKey = new HashMap<>();
            for (int i = 0; i < asked.size(); i++) {
                byKey.put(asked.get(i), left.get(i));
            }
            return byKey;
        });
    }

    /**
     * The content of each key and the time-to-live that the server reports, in one round trip.
     *
     * @return empty if the servers do not support that
     */
    Optional<Map<String, HeldKey>> look(Collection<String> keys) {
        List<String> asked = List.copyOf(keys);
        return call(connection -> {
            if (!isScriptable(connection, asked)) {
                return Optional.empty();
            }
            List<byte[]> replies = run(connection, LOOK, asked);
            Map<String, HeldKey> byKey = new HashMap<>();
            for (int i = 0; i < asked.size(); i++) {
                byKey.put(asked.get(i), held(replies.get(2 * i), replies.get(2 * i + 1)));
            }
            return Optional.of(byKey);
        });
    }

    private static HeldKey held(byte[] content, byte[] left) {
        long millis = Long.parseLong(new String(left, StandardCharsets.UTF_8));
        Duration timeToLive = millis < 0 ? null : Duration.ofMillis(millis);
        return switch (content[0]) {
            case '=' -> new HeldKey(Arrays.copyOfRange(content, 1, content.length), true, timeToLive);
            case '-' -> HeldKey.NOTHING;
            default -> new HeldKey(null, false, timeToLive);
        };
    }

    private static long takeTimeToLive(RedisConnection connection, String key) {
        Long left = connection.keyCommands().pTtl(bytes(key));
        if (left != null && left >= 0 && !isFarAway(left)) {
            connection.keyCommands().pExpire(bytes(key), FAR_AWAY.toMillis());
        }
        return left == null ? -2 : left;
    }

    /** Not on a cluster, where one script cannot access keys on different servers. */
    private static boolean isScriptable(RedisConnection connection, List<String> keys) {
        return !keys.isEmpty() && !(connection instanceof RedisClusterConnection);
    }

    private static <T> List<T> run(RedisConnection connection, byte[] script, List<String> keys) {
        byte[][] all = keys.stream().map(RedisKeys::bytes).toArray(byte[][]::new);
        List<T> reply = connection.scriptingCommands().eval(script, ReturnType.MULTI, all.length, all);
        if (reply == null) {
            throw new IllegalStateException(
                    "Redis returned no reply to a script of the race kit. Expected: a list; does the user have the right to run EVAL?");
        }
        return reply;
    }

    void expireIn(String key, long millis) {
        call(connection -> connection.keyCommands().pExpire(bytes(key), millis));
    }

    static boolean isFarAway(long millis) {
        return millis >= FAR_AWAY.toMillis() / 2;
    }

    private <T extends @Nullable Object> T call(Function<RedisConnection, T> commands) {
        try {
            return Ungated.call(() -> {
                try (RedisConnection connection = redis.getConnection()) {
                    return commands.apply(connection);
                }
            });
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(
                    "A Redis command of the race kit itself failed; check the rights of the Redis user", e);
        }
    }

    private static byte[] bytes(String key) {
        return key.getBytes(StandardCharsets.UTF_8);
    }
}
