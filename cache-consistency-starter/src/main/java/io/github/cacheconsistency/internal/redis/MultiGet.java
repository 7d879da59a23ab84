package io.github.cacheconsistency.internal.redis;

import io.github.cacheconsistency.internal.redis.script.RedisRefusal;
import io.github.cacheconsistency.observation.FailureText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.redis.connection.RedisConnection;

/**
 * Reads several keys with one {@code MGET}, or with a pipeline of {@code GET}s if Redis does not allow {@code MGET}.
 * Thread-safe.
 */
final class MultiGet {

    private static final Logger log = LoggerFactory.getLogger(MultiGet.class);

    private volatile boolean refused;

    /** Returns the value of each key; {@code null} if it does not exist. */
    List<byte @Nullable []> get(RedisConnection connection, byte[]... keys) {
        if (!refused) {
            try {
                return connection.stringCommands().mGet(keys);
            } catch (RuntimeException failure) {
                if (!RedisRefusal.isForGood(failure)) {
                    throw failure;
                }
                List<byte @Nullable []> values = oneByOne(connection, keys);
                // Set only after GET has succeeded: the refusal may concern a key and not the command.
                refused = true;
                log.warn("Redis does not allow MGET: several keys are read by a GET each{}", FailureText.of(failure));
                return values;
            }
        }
        return oneByOne(connection, keys);
    }

    private static List<byte @Nullable []> oneByOne(RedisConnection connection, byte[]... keys) {
        connection.openPipeline();
        for (byte[] key : keys) {
            connection.stringCommands().get(key);
        }
        List<byte @Nullable []> values = new ArrayList<>(keys.length);
        connection.closePipeline().forEach(value -> values.add((byte[]) value));
        return values;
    }
}
