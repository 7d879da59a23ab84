package io.github.cacheconsistency.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cacheconsistency.build.ProvokesLog;
import io.github.cacheconsistency.test.server.TestServers;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/** What a node does with delayed work when it stops; it runs on the servers of this test's own context. */
@IntegrationTest
@ProvokesLog("io.github.cacheconsistency.observation.LoggingCacheConsistencyListener")
class ShutdownTest {

    @Autowired
    private TestServers servers;

    @Autowired
    private Items items;

    @Autowired
    private RedisProbe redis;

    @Autowired
    private RedisLink link;

    @Test
    void delayedDeletesHappenAtOnce() {
        long id = items.given("pen");
        try (ConfigurableApplicationContext node = node()) {
            node.getBean(TypedCaches.class).get("doubled").update(id, () -> items.rename(id, "brush"));
            redis.set("doubled::" + id, "a stale fill");
        }

        assertThat(redis.exists("doubled::" + id)).isFalse();
    }

    @Test
    void aNodeThatWasPausedDelaysAgain() {
        long id = items.given("pen");
        try (ConfigurableApplicationContext node = node()) {
            node.stop();
            node.start();
            node.getBean(TypedCaches.class).get("doubled").update(id, () -> items.rename(id, "brush"));
            redis.set("doubled::" + id, "a stale fill");
        }

        assertThat(redis.exists("doubled::" + id)).isFalse();
    }

    @ParameterizedTest(name = "with a time source of the user: {0}")
    @ValueSource(booleans = {false, true})
    void failedInvalidationsAreTriedOnceMore(boolean manualSchedule) {
        long id = items.given("pen");
        Events events;
        try (ConfigurableApplicationContext node = node(manualSchedule)) {
            events = node.getBean(Events.class);
            node.getBean(ItemService.class).find("leased", id);
            node.getBean(RedisLink.class).refuse();
            node.getBean(TypedCaches.class).get("leased").update(id, () -> items.rename(id, "brush"));
            assertThat(redis.exists("leased::" + id)).isTrue();
            node.getBean(RedisLink.class).restore();
            // The one more attempt is made over a connection that stands again.
            await().ignoreExceptions().until(() -> "PONG".equals(ping(node)));
        }

        assertThat(redis.exists("leased::" + id)).isFalse();
        assertThat(events.of("leased::" + id)).endsWith("invalidation FAILED", "invalidation RECOVERED");
    }

    @Test
    void whatCannotBeInvalidatedIsReportedAsLostOnce() {
        long id = items.given("pen");
        Events events;
        try (ConfigurableApplicationContext node = node()) {
            events = node.getBean(Events.class);
            node.getBean(RedisLink.class).refuse();
            node.getBean(TypedCaches.class).get("leased").update(id, () -> items.rename(id, "brush"));
        }

        assertThat(events.of("leased::" + id)).containsExactly("invalidation FAILED", "invalidation LOST");
    }

    @Test
    void fillsThatNobodyWaitedForAreWaitedFor() throws Exception {
        long id = items.given("pen");
        ConfigurableApplicationContext node = node(true, IntegrationApplication.class, Ledger.Gates.class);
        Ledger ledger = node.getBean(Ledger.class);
        ledger.holdFills();
        node.getBean(ItemService.class).find("locked", id);
        Thread closing = new Thread(node::close, "closing");
        closing.start();
        await().until(() -> Stream.of(closing.getStackTrace())
                .anyMatch(frame -> frame.getClassName().endsWith("BackgroundFills")));
        assertThat(redis.holdsValue("locked::" + id)).isFalse();

        ledger.releaseFills();
        closing.join();

        assertThat(redis.holdsValue("locked::" + id)).isTrue();
    }

    /** Its connections are closed next. */
    @Test
    void aCheckOfRedisUnderWayIsWaitedFor() throws Exception {
        ConfigurableApplicationContext node = node();
        RedisLink itsLink = node.getBean(RedisLink.class);
        itsLink.hang();
        int before = itsLink.requests();
        await().until(() -> itsLink.requests() > before);
        Thread closing = new Thread(node::close, "closing");
        closing.start();
        await().until(() -> Stream.of(closing.getStackTrace())
                .anyMatch(frame -> frame.getClassName().endsWith("FailoverWatch")));

        itsLink.restore();

        closing.join();
        assertThat(node.isActive()).isFalse();
    }

    @Test
    void aNodeThatWasPausedFillsInTheBackgroundAgain() {
        long id = items.given("pen");
        try (ConfigurableApplicationContext node = node(true, IntegrationApplication.class, Ledger.Gates.class)) {
            node.stop();
            node.start();
            Ledger ledger = node.getBean(Ledger.class);
            ledger.holdFills();
            node.getBean(ItemService.class).find("locked", id);
            assertThat(redis.holdsValue("locked::" + id)).isFalse();
            ledger.releaseFills();
        }

        assertThat(redis.holdsValue("locked::" + id)).isTrue();
    }

    private static @Nullable String ping(ConfigurableApplicationContext node) {
        try (RedisConnection connection =
                node.getBean(RedisConnectionFactory.class).getConnection()) {
            return connection.ping();
        }
    }

    private ConfigurableApplicationContext node() {
        return node(false);
    }

    private ConfigurableApplicationContext node(boolean manualSchedule) {
        return node(manualSchedule, IntegrationApplication.class);
    }

    private ConfigurableApplicationContext node(boolean manualSchedule, Class<?>... sources) {
        return new SpringApplicationBuilder(sources)
                .web(WebApplicationType.NONE)
                .run(
                        "--test.manual-schedule=" + manualSchedule,
                        "--test.reject-while-disconnected=true",
                        "--spring.main.banner-mode=off",
                        "--spring.datasource.url=" + servers.jdbcUrl(),
                        "--spring.datasource.username=" + servers.username(),
                        "--spring.datasource.password=" + servers.password(),
                        "--spring.data.redis.host=" + link.targetHost(),
                        "--spring.data.redis.port=" + link.targetPort(),
                        "--cache-consistency.redis.command-timeout=2s",
                        "--cache-consistency.failover-watch.interval=10ms",
                        "--cache-consistency.invalidation-retry.interval=1h",
                        "--cache-consistency.double-delete.delay=1h",
                        "--cache-consistency.caches.doubled.strategy=delayed-double-delete",
                        "--cache-consistency.caches.locked.strategy=row-lock-lease",
                        "--cache-consistency.caches.locked.row=item.id");
    }
}
