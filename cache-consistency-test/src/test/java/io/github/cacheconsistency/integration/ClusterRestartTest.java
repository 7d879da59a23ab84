package io.github.cacheconsistency.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cacheconsistency.build.ProvokesLog;
import io.github.cacheconsistency.test.server.EmbeddedRedis;
import io.github.cacheconsistency.test.server.EmbeddedRedisCluster;
import io.github.cacheconsistency.test.server.RedisSnapshot;
import io.github.cacheconsistency.test.server.TestServers;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ConfigurableApplicationContext;

/** One of three masters that is killed and comes back with what it held long ago. */
@IntegrationTest
@ProvokesLog("io.github.cacheconsistency.observation.LoggingCacheConsistencyListener")
class ClusterRestartTest {

    private static EmbeddedRedisCluster cluster;

    private final Items items;
    private final FailoverNodes nodes;

    @Autowired
    ClusterRestartTest(TestServers servers, Items items) {
        this.items = items;
        this.nodes = new FailoverNodes(
                servers,
                "spring.data.redis.cluster.nodes="
                        + cluster.masters().stream()
                                .map(master -> master.host() + ":" + master.port())
                                .collect(Collectors.joining(",")));
    }

    @BeforeAll
    static void startCluster() {
        cluster = EmbeddedRedisCluster.start(3);
    }

    @AfterAll
    static void stopCluster() {
        cluster.close();
    }

    @AfterEach
    void close() {
        nodes.close();
    }

    @Test
    void onlyTheKeysOfTheRestartedMasterAreRemoved() throws Exception {
        ConfigurableApplicationContext writer = nodes.start();
        ConfigurableApplicationContext reader = nodes.start();
        long id = items.given("old");
        EmbeddedRedis master = cluster.masterOf("leased::" + id);
        List<Long> elsewhere = new ArrayList<>();
        while (elsewhere.size() < 4) {
            long other = items.given("elsewhere");
            if (cluster.masterOf("leased::" + other) != master) {
                elsewhere.add(other);
                find(writer, other);
            }
        }
        find(writer, id);
        assertThat(master.execute("GET", "leased::" + id)).contains("old");
        RedisSnapshot old = master.snapshot();
        Item current = writer.getBean(TypedCaches.class)
                .get("leased")
                .update(id, () -> writer.getBean(Items.class).rename(id, "new"));
        ReadingThreads threads = new ReadingThreads();
        for (ConfigurableApplicationContext node : List.of(writer, reader)) {
            threads.start(() -> find(node, id), current);
            threads.start(() -> find(node, id), current);
        }

        master.restartFrom(old);
        cluster.awaitServing();

        awaitHits(id, writer);
        awaitHits(id, reader);
        assertThat(threads.stop()).isEmpty();
        assertThat(master.execute("GET", "leased::" + id)).contains("new");
        for (long other : elsewhere) {
            String key = "leased::" + other;
            assertThat(cluster.masterOf(key).execute("EXISTS", key)).as(key).isEqualTo("1");
        }
        assertThat(List.of(writer, reader).stream().flatMap(node -> node.getBean(Events.class).trust().stream()))
                .contains("REMOVED");
    }

    @Test
    void nothingIsRemovedWhenAnApplicationIsRestarted() {
        List<Long> ids = new ArrayList<>();
        ConfigurableApplicationContext before = nodes.start();
        for (int item = 0; item < 12; item++) {
            long id = items.given("pen");
            ids.add(id);
            find(before, id);
        }
        before.close();

        ConfigurableApplicationContext after = nodes.start();

        for (long id : ids) {
            String key = "leased::" + id;
            assertThat(cluster.masterOf(key).execute("EXISTS", key)).as(key).isEqualTo("1");
        }
        assertThat(after.getBean(Events.class).trust()).isEmpty();
    }

    private static Item find(ConfigurableApplicationContext node, long id) {
        return node.getBean(ItemService.class).find("leased", id);
    }

    private void awaitHits(long id, ConfigurableApplicationContext node) {
        Events events = node.getBean(Events.class);
        await().until(() -> {
            events.forget();
            find(node, id);
            return events.of("leased::" + id).contains("read HIT");
        });
    }
}
