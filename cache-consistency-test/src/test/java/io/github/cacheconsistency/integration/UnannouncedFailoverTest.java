package io.github.cacheconsistency.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cacheconsistency.build.ProvokesLog;
import io.github.cacheconsistency.test.server.EmbeddedRedis;
import io.github.cacheconsistency.test.server.TestServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ConfigurableApplicationContext;

/** A failover that cuts no connection: the old primary still runs, but new connections lead to another server. */
@IntegrationTest
@ProvokesLog("io.github.cacheconsistency.observation.LoggingCacheConsistencyListener")
class UnannouncedFailoverTest {

    private final Items items;
    private final EmbeddedRedis before = EmbeddedRedis.start();
    private final EmbeddedRedis after = EmbeddedRedis.startReplicaOf(before);
    private final RedisLink link = new RedisLink(before.host(), before.port());
    private final FailoverNodes nodes;
    private final long id;

    @Autowired
    UnannouncedFailoverTest(TestServers servers, Items items) {
        this.items = items;
        this.id = items.given("old");
        this.nodes =
                new FailoverNodes(servers, "spring.data.redis.host=localhost", "spring.data.redis.port=" + link.port());
    }

    @AfterEach
    void close() throws Exception {
        nodes.close();
        link.close();
        after.close();
        before.close();
    }

    @Test
    void aNewConnectionToAnotherServerIsNoticedBeforeItAnswersAReader() throws Exception {
        ConfigurableApplicationContext node =
                nodes.start("test.own-connections=true", "cache-consistency.failover-watch.interval=1h");
        Item current = cacheAndLoseAnInvalidation(node);
        assertThat(find(node)).isEqualTo(current);
        ReadingThreads threads = new ReadingThreads();
        threads.start(() -> find(node), current);

        link.leadTo(after.port());

        await().until(() -> after.execute("GET", "leased::" + id).contains("new"));
        assertThat(threads.stop()).isEmpty();
        // Fills are accepted as soon as trust is regained, which listeners are told next.
        await().untilAsserted(
                        () -> assertThat(node.getBean(Events.class).trust()).contains("LOST", "REMOVED", "REGAINED"));
    }

    @Test
    void thePeriodicCheckNoticesADemotedPrimary() {
        ConfigurableApplicationContext node = nodes.start();
        cacheAndLoseAnInvalidation(node);
        before.execute("REPLICAOF", after.host(), Integer.toString(after.port()));

        await().until(() -> node.getBean(Events.class).trust().contains("LOST"));
        assertThat(find(node)).isEqualTo(items.row(id));
    }

    private Item cacheAndLoseAnInvalidation(ConfigurableApplicationContext node) {
        await().until(() -> {
            assertThat(find(node)).extracting("name").isEqualTo("old");
            return after.execute("GET", "leased::" + id).contains("old");
        });
        after.execute("REPLICAOF", "NO", "ONE");
        return node.getBean(TypedCaches.class)
                .get("leased")
                .update(id, () -> node.getBean(Items.class).rename(id, "new"));
    }

    private Item find(ConfigurableApplicationContext node) {
        return node.getBean(ItemService.class).find("leased", id);
    }
}
