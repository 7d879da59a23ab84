package io.github.cacheconsistency.internal.redis.index;

import io.github.cacheconsistency.internal.redis.script.RedisRefusal;
import java.util.function.LongSupplier;
import org.springframework.data.redis.connection.RedisClusterConnection;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/**
 * The indexes of caches whose keys are all removed, because Redis may have brought old ones back. That is a look at all keys: in
 * a large Redis the index is complete after it, so that no {@code clear()} has to look at them again. Thread-safe.
 */
public final class KeyIndexesAfterRestart {

    private final RedisConnectionFactory connectionFactory;
    private final int scanLimit;
    private final KeyIndexScan scan;

    /** @param scanLimit in a Redis with at most so many keys the next key that is created completes an index by itself */
    public KeyIndexesAfterRestart(RedisConnectionFactory connectionFactory, int scanLimit) {
        this.connectionFactory = connectionFactory;
        this.scanLimit = scanLimit;
        this.scan = new KeyIndexScan(connectionFactory);
    }

    /**
     * Runs {@code removal}.
     *
     * @param removal removes all keys that match {@code pattern}, but no index; returns how many there were
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
            // It names keys that are removed now. A Redis that takes no writes need not be asked to remove nothing.
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
