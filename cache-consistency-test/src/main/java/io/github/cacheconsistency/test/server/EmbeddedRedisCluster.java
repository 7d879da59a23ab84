package io.github.cacheconsistency.test.server;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;

/** A real Redis Cluster of masters with an equal share of the slots, without replicas. Thread-safe. */
public final class EmbeddedRedisCluster implements AutoCloseable {

    private static final int SLOTS = 16_384;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final List<EmbeddedRedis> masters;

    private EmbeddedRedisCluster(List<EmbeddedRedis> masters) {
        this.masters = List.copyOf(masters);
    }

    /** Starts a cluster and waits until it serves all slots. Close it, or it ends with the JVM. */
    public static EmbeddedRedisCluster start(int masters) {
        List<EmbeddedRedis> started = new ArrayList<>();
        try {
            for (int master = 0; master < masters; master++) {
                started.add(EmbeddedRedis.startInCluster());
            }
            EmbeddedRedisCluster cluster = new EmbeddedRedisCluster(started);
            cluster.join();
            return cluster;
        } catch (RuntimeException e) {
            started.forEach(EmbeddedRedis::close);
            throw e;
        }
    }

    /** All masters, in the order of their slots. */
    public List<EmbeddedRedis> masters() {
        return masters;
    }

    /** The master that serves {@code key}. */
    public EmbeddedRedis masterOf(String key) {
        int slot = Integer.parseInt(masters.get(0).execute("CLUSTER", "KEYSLOT", key));
        for (int master = 0; master < masters.size(); master++) {
            if (slot < firstSlot(master + 1)) {
                return masters.get(master);
            }
        }
        throw new IllegalStateException("Expected a slot below " + SLOTS + ", found " + slot);
    }

    /** Waits until all masters serve their slots, for example after one was restarted. */
    public void awaitServing() {
        Awaitility.await("all masters to serve their slots")
                .pollInterval(Duration.ofMillis(20))
                .atMost(LIMIT)
                .until(() -> masters.stream()
                        .map(master -> master.execute("CLUSTER", "INFO"))
                        .allMatch(info -> info.contains("cluster_state:ok")
                                && info.contains("cluster_known_nodes:" + masters.size())));
    }

    /** Ends all masters and deletes their files. Does nothing the second time. */
    @Override
    public void close() {
        masters.forEach(EmbeddedRedis::close);
    }

    private void join() {
        EmbeddedRedis first = masters.get(0);
        for (int master = 0; master < masters.size(); master++) {
            EmbeddedRedis node = masters.get(master);
            List<String> command = new ArrayList<>(List.of("CLUSTER", "ADDSLOTS"));
            for (int slot = firstSlot(master); slot < firstSlot(master + 1); slot++) {
                command.add(Integer.toString(slot));
            }
            node.execute(command.toArray(String[]::new));
            first.execute("CLUSTER", "MEET", node.host(), Integer.toString(node.port()));
        }
        awaitServing();
    }

    private int firstSlot(int master) {
        return master * SLOTS / masters.size();
    }
}
