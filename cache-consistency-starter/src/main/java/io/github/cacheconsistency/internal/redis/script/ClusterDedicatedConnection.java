package io.github.cacheconsistency.internal.redis.script;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.SlotHash;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;
import io.lettuce.core.codec.ByteArrayCodec;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.dao.TransientDataAccessResourceException;

/**
 * A dedicated connection to Redis Cluster. Each key goes to the primary of its slot, as this client knows it. A node that does
 * not serve the slot any more answers with an error. The topology is then read again, so that a retry finds the new primary.
 */
final class ClusterDedicatedConnection extends DedicatedConnection {

    private static final int MOST_TRIES = 200_000;

    private final RedisClusterClient client;
    private final StatefulRedisClusterConnection<byte[], byte[]> connection;

    ClusterDedicatedConnection(RedisClusterClient client) {
        this.client = client;
        this.connection = client.connect(ByteArrayCodec.INSTANCE);
    }

    @Override
    StatefulRedisConnection<byte[], byte[]> connectionFor(byte[] key) {
        return connection.getConnection(primaryOf(key).getNodeId());
    }

    @Override
    List<byte[]> keyOnEachPrimary(byte[] pattern) {
        long primaries = client.getPartitions().stream()
                .filter(node -> node.is(RedisClusterNode.NodeFlag.UPSTREAM) && !node.hasNoSlots())
                .count();
        Map<String, byte[]> keys = new LinkedHashMap<>();
        // All keys of a pattern with its own hash tag are in one slot. For such a pattern, no second primary will be
        // found.
        for (int number = 0; number < MOST_TRIES && keys.size() < primaries; number++) {
            byte[] suffix = ("{" + number + "}").getBytes(US_ASCII);
            byte[] key = Arrays.copyOf(pattern, pattern.length + suffix.length);
            System.arraycopy(suffix, 0, key, pattern.length, suffix.length);
            keys.putIfAbsent(primaryOf(key).getNodeId(), key);
        }
        return List.copyOf(keys.values());
    }

    private RedisClusterNode primaryOf(byte[] key) {
        int slot = SlotHash.getSlot(key);
        RedisClusterNode node = client.getPartitions().getPartitionBySlot(slot);
        if (node == null) {
            throw new TransientDataAccessResourceException("Expected a Redis Cluster node that serves slot " + slot
                    + ", found none. Check that the cluster is complete");
        }
        return node;
    }

    @Override
    void closeAfterFailure() {
        client.refreshPartitionsAsync();
        close();
    }

    @Override
    public void close() {
        connection.closeAsync();
    }
}
