package io.github.cacheconsistency.internal.redis.index;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import org.springframework.data.redis.connection.RedisClusterConnection;
import org.springframework.data.redis.connection.RedisClusterNode;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.core.Cursor;
import org.springframework.data.redis.core.ScanOptions;

/**
 * Removes the keys that match a pattern with {@code SCAN} and {@code UNLINK}, never with {@code KEYS}, which would block the
 * server for all other clients. Every key that exists from the start to the end is found, so leases that were taken before are
 * removed as well; on a cluster only if no slot moves between nodes in the meantime. Thread-safe.
 */
public final class PatternInvalidation {

    private static final int BATCH = 512;

    private final KeyRemoval removal = new KeyRemoval();

    /**
     * Calls {@code removal} with all keys that match {@code pattern}, on a cluster with those of all masters.
     *
     * @return the sum of the results of {@code removal}
     */
    public long execute(RedisConnection connection, byte[] pattern, ToLongFunction<List<byte[]>> removal) {
        if (!(connection instanceof RedisClusterConnection cluster)) {
            return removeAll(connection.keyCommands().scan(options(pattern)), removal);
        }
        long removed = 0;
        for (RedisClusterNode node : cluster.clusterGetNodes()) {
            // Includes failed nodes that still serve slots: keys that cannot be cleared must cause an error.
            if (node.isMaster() && !node.getSlotRange().getSlots().isEmpty()) {
                removed += removeAll(cluster.scan(node, options(pattern)), removal);
            }
        }
        return removed;
    }

    /** Removes the keys that match {@code pattern}, on a cluster those of all masters; returns how many there were. */
    public long execute(RedisConnection connection, byte[] pattern) {
        return execute(connection, pattern, keys -> remove(connection, keys));
    }

    /** Removes the keys of one master that match {@code pattern}; returns how many there were. */
    public long execute(RedisClusterConnection cluster, RedisClusterNode master, byte[] pattern) {
        return removeAll(cluster.scan(master, options(pattern)), keys -> remove(cluster, keys));
    }

    private static ScanOptions options(byte[] pattern) {
        return ScanOptions.scanOptions().match(pattern).count(BATCH).build();
    }

    private long remove(RedisConnection connection, List<byte[]> keys) {
        return removal.remove(connection, keys.toArray(byte[][]::new));
    }

    private static long removeAll(Cursor<byte[]> keys, ToLongFunction<List<byte[]>> removal) {
        long removed = 0;
        try (keys) {
            List<byte[]> batch = new ArrayList<>(BATCH);
            while (keys.hasNext()) {
                byte[] key = keys.next();
                // An index holds no value, and the caller of the scan may need it.
                if (!KeyIndex.isIndex(key)) {
                    batch.add(key);
                }
                if (batch.size() == BATCH || !keys.hasNext() && !batch.isEmpty()) {
                    removed += removal.applyAsLong(batch);
                    batch.clear();
                }
            }
        }
        return removed;
    }
}
