package io.github.cacheconsistency.internal.failover;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.cacheconsistency.internal.redis.index.PatternInvalidation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.ClusterSlotHashUtil;
import org.springframework.data.redis.connection.RedisClusterConnection;
import org.springframework.data.redis.connection.RedisClusterNode;
import org.springframework.data.redis.connection.RedisConnection;

/**
 * One primary and the keys on it: the only one, or a master of a cluster. On each there is a marker, a hash from patterns
 * of keys to the identity under which the keys were verified last. Redis keeps the marker with the keys, so that an old
 * snapshot and a promoted replica bring back a marker of another identity.
 *
 * <p>Patterns are text of one character per byte: what is not valid UTF-8 stays as it is.
 */
final class Shard {

    /** In front of the names of all markers; on a cluster a hash tag follows. */
    static final String MARKER = "cache-consistency:verified";

    private static final int MOST_TAGS = 1_000_000;

    private final RedisConnection connection;
    private final @Nullable RedisClusterNode master;
    private final byte[] marker;
    private final PatternInvalidation removal = new PatternInvalidation();

    private Shard(RedisConnection connection, @Nullable RedisClusterNode master, String marker) {
        this.connection = connection;
        this.master = master;
        this.marker = marker.getBytes(ISO_8859_1);
    }

    /** All shards that {@code connection} reaches. */
    static List<Shard> all(RedisConnection connection) {
        if (!(connection instanceof RedisClusterConnection cluster)) {
            return List.of(new Shard(connection, null, MARKER));
        }
        // A failed node that still serves slots is not left out: what cannot be verified has to be an error.
        List<Shard> shards = new ArrayList<>();
        for (RedisClusterNode node : cluster.clusterGetNodes()) {
            Set<Integer> slots = node.getSlotRange().getSlots();
            if (node.isMaster() && !slots.isEmpty()) {
                shards.add(new Shard(cluster, node, MARKER + tagIn(slots)));
            }
        }
        if (shards.isEmpty()) {
            throw new DistrustedRedisException("Expected a cluster with masters that serve slots, found none");
        }
        return shards;
    }

    /** A hash tag that puts a key into one of {@code slots}; the same on every node that knows the same slots. */
    private static String tagIn(Set<Integer> slots) {
        return IntStream.range(0, MOST_TAGS)
                .mapToObj(number -> ":{" + number + "}")
                .filter(tag -> slots.contains(ClusterSlotHashUtil.calculateSlot(tag)))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Expected slots from 0 to 16383, found " + slots));
    }

    ServerIdentity identity() {
        if (master != null && connection instanceof RedisClusterConnection cluster) {
            return ServerIdentity.of(
                    cluster.serverCommands().info(master, ServerIdentity.SERVER),
                    cluster.serverCommands().info(master, ServerIdentity.REPLICATION));
        }
        return ServerIdentity.of(
                connection.serverCommands().info(ServerIdentity.SERVER),
                connection.serverCommands().info(ServerIdentity.REPLICATION));
    }

    /** The identity under which each pattern was verified last. */
    Map<String, String> verified() {
        Map<byte[], byte[]> fields = connection.hashCommands().hGetAll(marker);
        Map<String, String> result = new HashMap<>();
        if (fields != null) {
            fields.forEach((pattern, identity) ->
                    result.put(new String(pattern, ISO_8859_1), new String(identity, ISO_8859_1)));
        }
        return result;
    }

    /** Notes that the keys of {@code patterns} were verified under {@code identity}. */
    void note(Collection<String> patterns, ServerIdentity identity) {
        Map<byte[], byte[]> fields = new HashMap<>();
        patterns.forEach(pattern ->
                fields.put(pattern.getBytes(ISO_8859_1), identity.text().getBytes(ISO_8859_1)));
        connection.hashCommands().hMSet(marker, fields);
    }

    /**
     * Removes the keys of a pattern, leases included; returns how many.
     *
     * @param scanning only for this: Lettuce closes a connection at the end of its scan
     */
    long remove(String pattern, RedisConnection scanning) {
        byte[] bytes = pattern.getBytes(ISO_8859_1);
        return master != null && scanning instanceof RedisClusterConnection cluster
                ? removal.execute(cluster, master, bytes)
                : removal.execute(scanning, bytes);
    }

    @Override
    public String toString() {
        return master == null ? "Redis" : "Redis " + master.asString();
    }
}
