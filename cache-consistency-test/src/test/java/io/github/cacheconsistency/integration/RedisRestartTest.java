package io.github.cacheconsistency.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cacheconsistency.build.ProvokedLog;
import io.github.cacheconsistency.build.ProvokesLog;
import io.github.cacheconsistency.test.server.EmbeddedRedis;
import io.github.cacheconsistency.test.server.RedisSnapshot;
import io.github.cacheconsistency.test.server.TestServers;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/** A Redis that is killed and comes back with what it held long ago. */
@IntegrationTest
@ProvokesLog("io.github.cacheconsistency.observation.LoggingCacheConsistencyListener")
@ProvokesLog("io.github.cacheconsistency.internal.failover.KeyspaceVerification")
@ProvokesLog("io.github.cacheconsistency.internal.annotations.GuardedRedisCache")
class RedisRestartTest {

    private final Items items;
    private final EmbeddedRedis redis = EmbeddedRedis.start();
    private final FailoverNodes nodes;

    @Autowired
    RedisRestartTest(TestServers servers, Items items) {
        this.items = items;
        this.nodes = new FailoverNodes(
                servers, "spring.data.redis.host=" + redis.host(), "spring.data.redis.port=" + redis.port());
    }

    @AfterEach
    void close() {
        nodes.close();
        redis.close();
    }

    private long id;

    @BeforeEach
    void givenAnItem() {
        id = items.given("old");
    }

    @ParameterizedTest
    @ValueSource(strings = {"leased", "locked"})
    void noNodeReadsWhatItBringsBack(String cache) throws Exception {
        // Noticed by nothing but the connections that are lost.
        String never = "cache-consistency.failover-watch.interval=1h";
        ConfigurableApplicationContext writer = nodes.start(never);
        ConfigurableApplicationContext reader = nodes.start(never);
        RedisSnapshot old = snapshotWithTheOldValue(cache, writer);
        Item current = change(cache, writer);

        ReadingThreads threads = new ReadingThreads();
        for (ConfigurableApplicationContext node : List.of(writer, reader)) {
            threads.start(() -> find(node, cache), current);
            threads.start(() -> find(node, cache), current);
            threads.start(() -> programmatic(node, cache, id), current);
        }
        for (int restart = 0; restart < 3; restart++) {
            redis.restartFrom(old);
            awaitHits(cache, writer);
            awaitHits(cache, reader);
        }

        assertThat(threads.stop()).isEmpty();
        assertThat(redis.execute("GET", cache + "::" + id)).contains("new");
        await().untilAsserted(
                        () -> assertThat(writer.getBean(Events.class).trust()).contains("LOST", "REGAINED"));
        assertThat(List.of(writer, reader).stream().flatMap(node -> node.getBean(Events.class).trust().stream()))
                .contains("REMOVED");
    }

    /** What the other tests could not tell apart from a restart that does no harm. */
    @Test
    void withoutTheWatchTheOldValueIsBack() {
        ConfigurableApplicationContext node = nodes.start("cache-consistency.failover-watch.enabled=false");
        RedisSnapshot old = snapshotWithTheOldValue("locked", node);
        Item current = change("locked", node);

        redis.restartFrom(old);

        await().until(() -> !current.equals(find(node, "locked")));
        assertThat(node.getBean(Events.class).trust()).isEmpty();
    }

    @Test
    void aNodeThatWasDownMeanwhileRemovesItBeforeItReads() {
        ConfigurableApplicationContext before = nodes.start();
        RedisSnapshot old = snapshotWithTheOldValue("leased", before);
        Item current = change("leased", before);
        before.close();
        redis.restartFrom(old);
        assertThat(redis.execute("GET", "leased::" + id)).contains("old");

        ConfigurableApplicationContext after = nodes.start();

        assertThat(redis.execute("EXISTS", "leased::" + id)).isEqualTo("0");
        assertThat(find(after, "leased")).isEqualTo(current);
        assertThat(after.getBean(Events.class).trust()).containsExactly("REMOVED");
    }

    @Test
    void whatWasCachedSurvivesARestartOfTheApplication() {
        ConfigurableApplicationContext before = nodes.start();
        find(before, "leased");
        before.close();

        ConfigurableApplicationContext after = nodes.start();

        items.rename(id, "behind the library's back");
        assertThat(find(after, "leased")).extracting("name").isEqualTo("old");
        assertThat(after.getBean(Events.class).trust()).isEmpty();
    }

    @Test
    void aCacheThatIsSeenLaterIsVerifiedThen() {
        ConfigurableApplicationContext before = nodes.start();
        RedisSnapshot old = snapshotWithTheOldValue("lazy", before);
        Item current = change("lazy", before);
        before.close();
        redis.execute("DEL", "cache-consistency:verified");
        redis.restartFrom(old);
        // Without the marker, the cache is unknown until it is used.
        redis.execute("DEL", "cache-consistency:verified");
        ConfigurableApplicationContext after = nodes.start();
        assertThat(redis.execute("GET", "lazy::" + id)).contains("old");

        assertThat(find(after, "lazy")).isEqualTo(current);
    }

    @Test
    void aCacheThatThisNodeDoesNotKnowIsRemovedAsWell() {
        ConfigurableApplicationContext before = nodes.start();
        RedisSnapshot old = snapshotWithTheOldValue("lazy", before);
        before.close();
        redis.restartFrom(old);

        nodes.start();

        assertThat(redis.execute("EXISTS", "lazy::" + id)).isEqualTo("0");
    }

    @Test
    void anEvictedMarkerCostsNothing() {
        ConfigurableApplicationContext node = nodes.start();
        find(node, "leased");
        redis.execute("DEL", "cache-consistency:verified");

        await().until(() ->
                redis.execute("EXISTS", "cache-consistency:verified").equals("1"));

        assertThat(redis.execute("EXISTS", "leased::" + id)).isEqualTo("1");
        assertThat(node.getBean(Events.class).trust()).isEmpty();
    }

    @Test
    void otherKeysStay() {
        ConfigurableApplicationContext node = nodes.start();
        redis.execute("SET", "session", "of somebody else");
        RedisSnapshot old = snapshotWithTheOldValue("leased", node);
        redis.restartFrom(old);
        awaitHits("leased", node);
        assertThat(redis.execute("GET", "session")).isEqualTo("of somebody else");
    }

    @Test
    void anApplicationStartsWithoutRedisAndTrustsItWhenItIsThere() {
        redis.stop();
        ConfigurableApplicationContext node = nodes.start();
        assertThat(find(node, "leased")).isEqualTo(items.row(id));
        assertThat(node.getBean(Events.class).trust()).containsExactly("LOST");

        redis.restart();

        awaitHits("leased", node);
        // Readers hit as soon as trust is regained, which listeners are told next.
        await().untilAsserted(
                        () -> assertThat(node.getBean(Events.class).trust()).containsExactly("LOST", "REGAINED"));
    }

    @Test
    void aPausedApplicationVerifiesWhenItGoesOn() {
        ConfigurableApplicationContext node = nodes.start();
        RedisSnapshot old = snapshotWithTheOldValue("leased", node);
        Item current = change("leased", node);
        node.stop();
        redis.restartFrom(old);

        node.start();

        assertThat(redis.execute("EXISTS", "leased::" + id)).isEqualTo("0");
        assertThat(find(node, "leased")).isEqualTo(current);
        assertThat(find(node, "leased")).isEqualTo(current);
        assertThat(node.getBean(Events.class).of("leased::" + id)).endsWith("read HIT");
    }

    @Test
    void aConnectionThatTheClientClosesItselfCostsNoTrust() {
        ConfigurableApplicationContext node = nodes.start();
        RedisConnectionFactory connections = node.getBean(RedisConnectionFactory.class);
        for (int round = 0; round < 5; round++) {
            // A pipeline takes a connection of its own and closes it at its end.
            try (RedisConnection connection = connections.getConnection()) {
                connection.openPipeline();
                connection.keyCommands().exists("leased::1".getBytes(UTF_8));
                connection.closePipeline();
            }
        }
        String clients = redis.execute("INFO", "stats");
        assertThat(clients).containsPattern("total_connections_received:([7-9]|\\d\\d)");
        assertThat(node.getBean(Events.class).trust()).isEmpty();
    }

    @Test
    void aConnectionThatRedisClosesCostsTrustForAMomentAndNoEntry() {
        ConfigurableApplicationContext node = nodes.start();
        find(node, "leased");
        redis.execute("CLIENT", "KILL", "TYPE", "normal");
        // Once, or again for each connection whose end is noticed later.
        List<String> trust = await().until(
                        () -> node.getBean(Events.class).trust(), told -> !told.isEmpty() && told.size() % 2 == 0);
        assertThat(trust).startsWith("LOST", "REGAINED").containsOnly("LOST", "REGAINED");
        assertThat(redis.execute("EXISTS", "leased::" + id)).isEqualTo("1");
    }

    @Test
    void aRedisThatDoesNotSayWhoItIsIsTrustedWithAWarning(ProvokedLog log) {
        redis.execute("ACL", "SETUSER", "default", "-info");
        ConfigurableApplicationContext node = nodes.start();
        find(node, "leased");
        find(node, "leased");
        assertThat(node.getBean(Events.class).of("leased::" + id)).endsWith("read HIT");
        assertThat(node.getBean(Events.class).trust()).containsExactly("UNWATCHED");
        assertThat(log.toString()).containsOnlyOnce("Redis cannot be watched");
    }

    @Test
    void aMarkerThatMayNotBeWrittenIsTheSame(ProvokedLog log) {
        redis.execute("ACL", "SETUSER", "default", "resetkeys", "~leased::*", "~locked::*");
        ConfigurableApplicationContext node = nodes.start();
        find(node, "leased");
        find(node, "leased");
        assertThat(node.getBean(Events.class).of("leased::" + id)).endsWith("read HIT");
        assertThat(log.toString()).containsOnlyOnce("Redis cannot be watched");
    }

    @Test
    void aCacheWithoutAPrefixIsKeptWithAWarning(ProvokedLog log) {
        redis.execute("SET", "session", "of somebody else");
        nodes.start("spring.cache.redis.use-key-prefix=false");
        assertThat(redis.execute("GET", "session")).isEqualTo("of somebody else");
        assertThat(log.toString()).containsOnlyOnce("Cache 'leased' has no key prefix");
    }

    private RedisSnapshot snapshotWithTheOldValue(String cache, ConfigurableApplicationContext node) {
        // Again if need be: a fill that came after its lease had expired is refused.
        await().until(() -> {
            assertThat(find(node, cache)).extracting("name").isEqualTo("old");
            node.getBean(PendingFills.class).await();
            return redis.execute("GET", cache + "::" + id).contains("old");
        });
        return redis.snapshot();
    }

    private Item change(String cache, ConfigurableApplicationContext node) {
        return node.getBean(TypedCaches.class)
                .get(cache)
                .update(id, () -> items(node).rename(id, "new"));
    }

    private Item find(ConfigurableApplicationContext node, String cache) {
        return node.getBean(ItemService.class).find(cache, id);
    }

    private static Item programmatic(ConfigurableApplicationContext node, String cache, long id) {
        return node.getBean(TypedCaches.class)
                .get(cache)
                .get(id, () -> items(node).load(id));
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
