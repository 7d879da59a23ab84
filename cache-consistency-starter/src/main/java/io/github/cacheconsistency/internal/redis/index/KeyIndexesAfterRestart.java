package io.github.cacheconsistency.internal.redis.index;

import io.github.cacheconsistency.internal.redis.script.RedisRefusal;
import java.util.function.LongSupplier;
import org.springframework.data.redis.connection.RedisClusterConnection;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/**
 * Completes the indexes of caches whose keys are all removed because Redis may have restored old ones. The removal scans all
 * keys. In a large Redis the index is complete afterwards, so that {@code clear()} need not scan again. Thread-safe.
 */
public final class KeyIndexesAfterRestart {

    private final RedisConnectionFactory connectionFactory;
    private final int scanLimit;
    private final KeyIndexScan scan;

    /**
     * @param scanLimit up to this number of keys in Redis, the next created key completes an index, so that this need not do so
     */
    public KeyIndexesAfterRestart(RedisConnectionFactory connectionFactory, int scanLimit) {
        this.connectionFactory = connectionFactory;
        this.scanLimit = scanLimit;
        this.scan = new KeyIndexScan(connectionFactory);
    }

    /**
     * Runs {@code removal} and, in a large Redis, completes the index of the keys.
     *
     * @param removal removes all keys that match {@code pattern}, but no index; returns how many there were
     * @return the result of {@code removal}
     */
    public long around(byte[] pattern, LongSupplier removal) {
        KeyIndex index = KeyIndex.of(pattern);
        return index != null && isIndexed(index) ? scan.completing(index, removal) : removal.getAsLong();
    }

    private boolean isIndexed(KeyIndex index) {
        try (RedisConnection connection = connectionFactory.getConnection()) {
            if (connection instanceof RedisClusterConnection) {
                return false;
            }
            // The index contains keys that are removed now. If it does not exist, no write is sent, because Redis may
            // refuse writes.
            if (Boolean.TRUE.equals(connection.keyCommands().exists(index.key()))) {
                connection.keyCommands().unlink(index.key());
            }
            Long size = connection.serverCommands().dbSize();
            return size != null && size > scanLimit;
        } catch (RuntimeException refused) {
            if (!RedisRefusal.isForGood(refused)) {
                throw refused;
            }
            return false;
        }
    }
}
