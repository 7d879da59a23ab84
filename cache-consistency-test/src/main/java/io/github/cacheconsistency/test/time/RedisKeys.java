package io.github.cacheconsistency.test.time;

import io.github.cacheconsistency.test.gate.Ungated;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
            if (asked.isEmpty() || connection instanceof RedisClusterConnection) {
                // Keys of a cluster may live on different servers, where no script reaches all of them.
                return deleteOneByOne(connection, asked);
            }
            byte[][] all = asked.stream().map(RedisKeys::bytes).toArray(byte[][]::new);
            List<byte[]> gone = connection.scriptingCommands().eval(DELETE_EXPIRING, ReturnType.MULTI, all.length, all);
            return gone == null
                    ? List.of()
                    : gone.stream()
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

    /** The milliseconds that each key has to live; negative where it does not expire or is not there. */
    Map<String, Long> timeToLives(Collection<String> keys) {
        List<String> asked = List.copyOf(keys);
        return call(connection -> {
            Map<String, Long> left = new HashMap<>();
            for (String key : asked) {
                Long millis = connection.keyCommands().pTtl(bytes(key));
                left.put(key, millis == null ? -2 : millis);
            }
            return left;
        });
    }

    void expireIn(String key, long millis) {
        call(connection -> connection.keyCommands().pExpire(bytes(key), millis));
    }

    /** Real time shall not end its life. */
    void putFarAway(String key) {
        expireIn(key, FAR_AWAY.toMillis());
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
