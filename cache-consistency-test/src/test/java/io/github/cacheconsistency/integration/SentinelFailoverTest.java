package io.github.cacheconsistency.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cacheconsistency.build.ProvokesLog;
import io.github.cacheconsistency.test.server.EmbeddedRedis;
import io.github.cacheconsistency.test.server.EmbeddedSentinel;
import io.github.cacheconsistency.test.server.TestServers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ConfigurableApplicationContext;

/** A primary that dies before its replica has seen an invalidation, and a sentinel that promotes the replica. */
@IntegrationTest
@ProvokesLog("io.github.cacheconsistency.observation.LoggingCacheConsistencyListener")
class SentinelFailoverTest {

    private final Items items;
    private final EmbeddedRedis primary = EmbeddedRedis.start();
    private final EmbeddedRedis replica = EmbeddedRedis.startReplicaOf(primary);
    private final EmbeddedSentinel sentinel = EmbeddedSentinel.watching(primary, Duration.ofMillis(300));
    private final FailoverNodes nodes;
    private final long id;

    @Autowired
    SentinelFailoverTest(TestServers servers, Items items) {
        this.items = items;
        this.id = items.given("old");
        this.nodes = new FailoverNodes(
                servers,
                "spring.data.redis.sentinel.master=" + EmbeddedSentinel.PRIMARY,
                "spring.data.redis.sentinel.nodes=127.0.0.1:" + sentinel.port());
        await().until(() -> sentinel.replicas() == 1);
    }

    @AfterEach
    void close() {
        nodes.close();
        sentinel.close();
        replica.close();
        primary.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"leased", "locked"})
    void noNodeReadsWhatThePromotedReplicaMissed(String cache) throws Exception {
        ConfigurableApplicationContext writer = nodes.start();
        ConfigurableApplicationContext reader = nodes.start();
        Item current = cacheAndLoseAnInvalidation(cache, writer);
        ReadingThreads threads = new ReadingThreads();
        for (ConfigurableApplicationContext node : List.of(writer, reader)) {
            threads.start(() -> find(node, cache), current);
            threads.start(() -> find(node, cache), current);
        }

        failOver();

        awaitHits(cache, writer);
        awaitHits(cache, reader);
        assertThat(threads.stop()).isEmpty();
        assertThat(replica.execute("GET", cache + "::" + id)).contains("new");
        assertThat(List.of(writer, reader).stream().flatMap(node -> node.getBean(Events.class).trust().stream()))
                .contains("REMOVED");
    }

    @Test
    void withoutTheWatchThePromotedReplicaServesTheOldValue() {
        ConfigurableApplicationContext node = nodes.start("cache-consistency.failover-watch.enabled=false");
        Item current = cacheAndLoseAnInvalidation("locked", node);

        failOver();

        await().until(() -> !current.equals(find(node, "locked")));
    }

    /** The replica looks for its primary where there is none, as behind a network that is down, and keeps what it had. */
    private Item cacheAndLoseAnInvalidation(String cache, ConfigurableApplicationContext node) {
        String key = cache + "::" + id;
        await().until(() -> {
            assertThat(find(node, cache)).extracting("name").isEqualTo("old");
            node.getBean(PendingFills.class).await();
            return replica.execute("GET", key).contains("old");
        });
        replica.execute("REPLICAOF", "127.0.0.1", "1");
        Item current = node.getBean(TypedCaches.class)
                .get(cache)
                .update(id, () -> items(node).rename(id, "new"));
        assertThat(replica.execute("GET", key)).contains("old");
        return current;
    }

    private void failOver() {
        primary.kill();
        await().until(() -> sentinel.primaryPort() == replica.port());
    }

    private Item find(ConfigurableApplicationContext node, String cache) {
        return node.getBean(ItemService.class).find(cache, id);
    }

    private static Items items(ConfigurableApplicationContext node) {
        return node.getBean(Items.class);
    }

    private void awaitHits(String cache, ConfigurableApplicationContext node) {
        Events events = node.getBean(Events.class);
        await().until(() -> {
            events.forget();
            find(node, cache);
            return events.of(cache + "::" + id).contains("read HIT");
        });
    }
}
