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

/** What the kit itself does to keys of a race, past all gates. Thread-safe. */
final class RedisKeys {

    /** A time-to-live of more than half of this is the kit's own. */
    private static final Duration FAR_AWAY = Duration.ofDays(365_000);

    /** Replies with the time-to-live of each key; a time-to-live that the kit gave a key stays as it is. */
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

    /** For each key whether it holds nothing, a string or something else, with the string, and its PTTL. */
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

    /** Removes the key as Redis removes an expired one; whether it was there. */
    boolean expire(String key) {
        return Boolean.TRUE.equals(call(connection -> connection.keyCommands().pExpireAt(bytes(key), 1)));
    }

    void delete(Collection<String> keys) {
        byte[][] all = keys.stream().map(RedisKeys::bytes).toArray(byte[][]::new);
        call(connection -> connection.keyCommands().del(all));
    }

    /** Deletes those that have a time-to-live, in one round trip where the servers allow it; returns which. */
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
     * The milliseconds that each key has to live; negative where it does not expire or is not there. Whatever expires is put
     * far away: real time shall not end its life. One round trip where the servers allow it.
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
     * What each key holds, in one round trip, and what the server says it has to live.
     *
     * @return empty if the servers do not allow that
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

    /** Keys of a cluster may live on different servers, where no script reaches all of them. */
    private static boolean isScriptable(RedisConnection connection, List<String> keys) {
        return !keys.isEmpty() && !(connection instanceof RedisClusterConnection);
    }

    private static <T> List<T> run(RedisConnection connection, byte[] script, List<String> keys) {
        byte[][] all = keys.stream().map(RedisKeys::bytes).toArray(byte[][]::new);
        List<T> reply = connection.scriptingCommands().eval(script, ReturnType.MULTI, all.length, all);
        if (reply == null) {
            throw new IllegalStateException("Redis did not answer a script of the race kit");
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
            throw new IllegalStateException("The race kit's own Redis command failed", e);
        }
    }

    private static byte[] bytes(String key) {
        return key.getBytes(StandardCharsets.UTF_8);
    }
}
