package io.github.cacheconsistency.redis;

import java.util.ArrayList;
import java.util.List;
import org.springframework.data.redis.connection.RedisClusterConnection;
import org.springframework.data.redis.connection.RedisClusterNode;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.core.Cursor;
import org.springframework.data.redis.core.ScanOptions;

/**
 * Removes the keys that match a pattern with {@code SCAN} and {@code UNLINK}, never with {@code KEYS}, which would stop
 * the server for all others. Every key that exists when it starts, and still does when it ends, is found, so leases
 * taken before are killed; on a cluster only if no slot moves between nodes meanwhile.
 */
public final class PatternInvalidation {

    private static final int BATCH = 512;

    /** How many keys were removed, on a cluster of all its masters together. */
    public long execute(RedisConnection connection, byte[] pattern) {
        if (!(connection instanceof RedisClusterConnection cluster)) {
            return unlinkAll(connection, connection.keyCommands().scan(options(pattern)));
        }
        long removed = 0;
        for (RedisClusterNode node : cluster.clusterGetNodes()) {
            // A failed node that still serves slots is not left out: what cannot be cleared has to be an error.
            if (node.isMaster() && !node.getSlotRange().getSlots().isEmpty()) {
                removed += execute(cluster, node, pattern);
            }
        }
        return removed;
    }

    /** How many keys of one master were removed. */
    public long execute(RedisClusterConnection cluster, RedisClusterNode master, byte[] pattern) {
        return unlinkAll(cluster, cluster.scan(master, options(pattern)));
    }

    private static ScanOptions options(byte[] pattern) {
        return ScanOptions.scanOptions().match(pattern).count(BATCH).build();
    }

    private static long unlinkAll(RedisConnection connection, Cursor<byte[]> keys) {
        long removed = 0;
        try (keys) {
            List<byte[]> batch = new ArrayList<>(BATCH);
            while (keys.hasNext()) {
                batch.add(keys.next());
                if (batch.size() == BATCH || !keys.hasNext()) {
                    removed += unlink(connection, batch);
                    batch.clear();
                }
            }
        }
        return removed;
    }

    private static long unlink(RedisConnection connection, List<byte[]> keys) {
        Long removed = connection.keyCommands().unlink(keys.toArray(byte[][]::new));
        return removed == null ? 0 : removed;
    }
}
