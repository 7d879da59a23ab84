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
 * One primary and its keys: the only server, or a master of a cluster. Each shard has a marker: a hash that maps patterns of
 * keys to the server identity under which the keys were last verified. Redis stores the marker together with the keys. An old
 * snapshot or a promoted replica therefore has a marker with a different identity.
 *
 * <p>Patterns are strings with one character per byte, so that bytes that are not valid UTF-8 are preserved.
 */
final class Shard {

    /** The prefix of the names of all markers. On a cluster, a hash tag follows. */
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

    /** Returns all shards that {@code connection} reaches. */
    static List<Shard> all(RedisConnection connection) {
        if (!(connection instanceof RedisClusterConnection cluster)) {
            return List.of(new Shard(connection, null, MARKER));
        }
        // Includes failed nodes that still serve slots: keys that cannot be verified must cause an error.
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

    /** Returns a hash tag that maps a key to one of {@code slots}. All nodes that know the same slots compute the same tag. */
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

    /** Returns the identity under which each pattern was last verified. */
    Map<String, String> verified() {
        Map<byte[], byte[]> fields = connection.hashCommands().hGetAll(marker);
        Map<String, String> result = new HashMap<>();
        if (fields != null) {
            fields.forEach((pattern, identity) ->
                    result.put(new String(pattern, ISO_8859_1), new String(identity, ISO_8859_1)));
        }
        return result;
    }

    /** Stores that the keys of {@code patterns} were verified under {@code identity}. */
    void note(Collection<String> patterns, ServerIdentity identity) {
        Map<byte[], byte[]> fields = new HashMap<>();
        patterns.forEach(pattern ->
                fields.put(pattern.getBytes(ISO_8859_1), identity.text().getBytes(ISO_8859_1)));
        connection.hashCommands().hMSet(marker, fields);
    }

    /**
     * Removes the keys of a pattern, leases included; returns how many.
     *
     * @param scanning a connection for this call only, because Lettuce closes the connection at the end of a scan
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
