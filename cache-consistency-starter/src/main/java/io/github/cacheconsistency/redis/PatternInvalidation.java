package io.github.cacheconsistency.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
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
final class PatternInvalidation {

    private static final int BATCH = 512;

    /**
     * Removes the keys.
     *
     * @param removal removes the given keys and returns how many there were
     * @return how many keys were removed
     */
    long execute(RedisConnection connection, byte[] pattern, ToLongFunction<List<byte[]>> removal) {
        ScanOptions options =
                ScanOptions.scanOptions().match(pattern).count(BATCH).build();
        if (!(connection instanceof RedisClusterConnection cluster)) {
            return removeAll(connection.keyCommands().scan(options), removal);
        }
        long removed = 0;
        for (RedisClusterNode node : cluster.clusterGetNodes()) {
            // A failed node that still serves slots is not left out: what cannot be cleared has to be an error.
            if (node.isMaster() && !node.getSlotRange().getSlots().isEmpty()) {
                removed += removeAll(cluster.scan(node, options), removal);
            }
        }
        return removed;
    }

    private static long removeAll(Cursor<byte[]> keys, ToLongFunction<List<byte[]>> removal) {
        long removed = 0;
        try (keys) {
            List<byte[]> batch = new ArrayList<>(BATCH);
            while (keys.hasNext()) {
                batch.add(keys.next());
                if (batch.size() == BATCH || !keys.hasNext()) {
                    removed += removal.applyAsLong(batch);
                    batch.clear();
                }
            }
        }
        return removed;
    }
}
