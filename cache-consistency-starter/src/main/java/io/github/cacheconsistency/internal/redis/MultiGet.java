package io.github.cacheconsistency.internal.redis;

import io.github.cacheconsistency.internal.redis.script.RedisRefusal;
import io.github.cacheconsistency.observation.FailureText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.redis.connection.RedisConnection;

/** What several keys hold, by one {@code MGET}; by a pipeline of {@code GET}s where Redis does not allow that. Thread-safe. */
final class MultiGet {

    private static final Logger log = LoggerFactory.getLogger(MultiGet.class);

    private volatile boolean refused;

    /** For each key its value, {@code null} if it does not exist. */
    List<byte @Nullable []> get(RedisConnection connection, byte[]... keys) {
        if (!refused) {
            try {
                return connection.stringCommands().mGet(keys);
            } catch (RuntimeException failure) {
                if (!RedisRefusal.isForGood(failure)) {
                    throw failure;
                }
                List<byte @Nullable []> values = oneByOne(connection, keys);
                // Not before GET has succeeded: what is forbidden may be a key.
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
