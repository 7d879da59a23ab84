package io.github.cacheconsistency.internal.redis;

import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.data.redis.connection.RedisClusterConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** A Redis Cluster of three masters with a third of the slots each, optionally with one replica per master. */
public final class EmbeddedRedisCluster implements BeforeAllCallback, AfterAllCallback {

    private static final int MASTERS = 3;
    private static final int SLOTS = 16_384;

    private final List<RedisProcess> servers = new ArrayList<>();
    private final List<Integer> ports = new ArrayList<>();
    private final int nodes;
    private LettuceConnectionFactory connectionFactory;

    public EmbeddedRedisCluster() {
        this(0);
    }

    /**
     * Creates the cluster.
     *
     * @param replicas the number of replicas per master, 0 or 1
     */
    public EmbeddedRedisCluster(int replicas) {
        this.nodes = MASTERS * (1 + replicas);
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        for (int node = 0; node < nodes; node++) {
            RedisProcess server = RedisProcess.start("--cluster-enabled", "yes");
            servers.add(server);
            ports.add(server.port());
        }
        join();
        RedisClusterConfiguration configuration = new RedisClusterConfiguration();
        ports.forEach(port -> configuration.clusterNode("127.0.0.1", port));
        connectionFactory = new LettuceConnectionFactory(configuration);
        connectionFactory.afterPropertiesSet();
        connectionFactory.start();
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        if (connectionFactory != null) {
            connectionFactory.destroy();
        }
        for (RedisProcess server : servers) {
            server.close();
        }
    }

    public LettuceConnectionFactory connectionFactory() {
        return connectionFactory;
    }

    private void join() {
        RedisClient client = RedisClient.create();
        try {
            List<RedisCommands<String, String>> nodes = new ArrayList<>();
            for (int port : ports) {
                StatefulRedisConnection<String, String> connection = client.connect(RedisURI.create("127.0.0.1", port));
                nodes.add(connection.sync());
            }
            for (int master = 0; master < MASTERS; master++) {
                int first = master * SLOTS / MASTERS;
                int end = (master + 1) * SLOTS / MASTERS;
                nodes.get(master).clusterAddSlots(IntStream.range(first, end).toArray());
            }
            ports.forEach(port -> nodes.get(0).clusterMeet("127.0.0.1", port));
            await().until(() -> nodes.stream()
                    .map(RedisCommands::clusterInfo)
                    .allMatch(info ->
                            info.contains("cluster_state:ok") && info.contains("cluster_known_nodes:" + this.nodes)));
            for (int replica = MASTERS; replica < this.nodes; replica++) {
                RedisCommands<String, String> connection = nodes.get(replica);
                String master = nodes.get(replica - MASTERS).clusterMyId();
                await().until(() -> connection.clusterNodes().contains(master));
                connection.clusterReplicate(master);
                await().until(() -> connection.info("replication").contains("master_link_status:up"));
            }
        } finally {
            client.shutdown();
        }
    }
}
