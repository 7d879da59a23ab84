package io.github.cacheconsistency.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.cacheconsistency.InvalidStrategyConfigurationException;
import io.github.cacheconsistency.test.server.TestServers;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The relay: on this node, whose time the test owns, beside a writer on another node or open transactions by hand. Rows are
 * made old enough by hand as well.
 */
@IntegrationTest
@TestPropertySource(
        properties = {
            "cache-consistency.outbox.enabled=true",
            "cache-consistency.outbox.initialize-schema=always",
            "cache-consistency.outbox.table=outbox_of_relays",
            "cache-consistency.outbox.minimum-age=1h",
            "cache-consistency.outbox.batch-size=2",
            "cache-consistency.redis.command-timeout=2s"
        })
@Tag("database")
class OutboxRelayTest {

    private static final Duration INTERVAL = Duration.ofMillis(100);
    private static final String TABLE = "outbox_of_relays";
    private static final String INSERT = "INSERT INTO " + TABLE
            + " (cache_name, cache_key, kind, created_at) VALUES ('leased', '%s', 'KEY', UTC_TIMESTAMP(3) - INTERVAL 1 DAY)";

    private final OutboxProbe outbox;

    @Autowired
    private TestServers servers;

    @Autowired
    private DataSource dataSource;

    @Autowired
    private Items items;

    @Autowired
    private ItemService service;

    @Autowired
    private TypedCaches caches;

    @Autowired
    private RedisProbe redis;

    @Autowired
    private RedisLink link;

    @Autowired
    private Events events;

    @Autowired
    private ManualSchedule schedule;

    @Autowired
    private Transactions transactions;

    @Autowired
    private MeterRegistry meters;

    @Autowired
    OutboxRelayTest(JdbcClient jdbc) {
        this.outbox = new OutboxProbe(jdbc, TABLE);
    }

    @BeforeEach
    @AfterEach
    void leaveNothingBehind() {
        link.restore();
        // A connection that was broken, or never used, needs its time.
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            events.forget();
            schedule.advance(Duration.ofMinutes(1));
            caches.get("leased").invalidate(0L);
            return events.of("leased::0").equals(List.of("invalidation SUCCEEDED"));
        });
        outbox.clear();
        events.forget();
    }

    @Test
    void whatADeadWriterLeftIsInvalidatedByAnotherNode() {
        long id = items.given("pen");
        service.find("leased", id);
        service.find("versioned", id);
        try (ConfigurableApplicationContext writer = node()) {
            writer.getBean(RedisLink.class).refuse();
            writer.getBean(TypedCaches.class).get("leased").update(id, () -> items.rename(id, "brush"));
            writer.getBean(ItemService.class).evictAll("versioned", () -> {});
            assertThat(writer.getBean(Events.class).of("leased::" + id)).contains("invalidation FAILED");
            writer.close();
            assertThat(writer.isActive()).isFalse();
        }
        schedule.advance(INTERVAL);
        assertThat(redis.holdsValue("leased::" + id)).as("not old enough yet").isTrue();

        outbox.age();
        schedule.advance(INTERVAL);

        assertThat(redis.exists("leased::" + id)).isFalse();
        assertThat(redis.exists("versioned::" + id))
                .as("the whole cache was cleared")
                .isFalse();
        assertThat(outbox.keys()).isEmpty();
        assertThat(events.of("leased::" + id)).contains("invalidation RELAYED");
        assertThat(service.find("leased", id)).isEqualTo(items.row(id));
    }

    @Test
    void whatStandsInTheOutboxIsNotLostWhenItsNodeStops() {
        long id = items.given("pen");
        Events writerEvents;
        try (ConfigurableApplicationContext writer = node()) {
            writerEvents = writer.getBean(Events.class);
            writer.getBean(RedisLink.class).refuse();
            writer.getBean(TypedCaches.class).get("leased").update(id, () -> items.rename(id, "brush"));
            writer.getBean(TypedCaches.class).get("leased").invalidate(id + 1_000_000);
        }
        assertThat(writerEvents.of("leased::" + id)).containsExactly("invalidation FAILED");
        assertThat(writerEvents.of("leased::" + (id + 1_000_000))).containsExactly("invalidation FAILED");
    }

    @Test
    void aRelayThatRedisFailsKeepsTheRowsAndTriesAgain() throws SQLException {
        redis.set("leased::x", "old");
        execute(INSERT.formatted("leased::x"));
        link.refuse();
        double failures = meters.counter("cache.consistency.outbox.failures").count();

        schedule.advance(INTERVAL);

        assertThat(outbox.keys()).containsExactly("leased::x");
        assertThat(meters.counter("cache.consistency.outbox.failures").count()).isEqualTo(failures + 1);
        link.restore();
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            schedule.advance(INTERVAL.multipliedBy(2));
            return outbox.keys().isEmpty();
        });
        assertThat(redis.exists("leased::x")).isFalse();
    }

    @Test
    void oneRunGoesOnUntilNothingIsLeft() throws SQLException {
        for (int row = 0; row < 5; row++) {
            execute(INSERT.formatted("leased::" + row));
        }
        redis.resetCommands();
        schedule.advance(INTERVAL);
        assertThat(outbox.keys()).isEmpty();
        assertThat(redis.commands()).as("in batches of two").containsEntry("unlink", 3L);
    }

    @Test
    void rowsThatAnotherRelayHasLockedAreSkipped() throws Exception {
        execute(INSERT.formatted("leased::a"));
        execute(INSERT.formatted("leased::b"));
        try (Connection other = dataSource.getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.executeQuery(
                    "SELECT id FROM " + TABLE + " WHERE cache_key = 'leased::a' ORDER BY id LIMIT 1 FOR UPDATE");
            runRelay();
            assertThat(events.of("leased::a")).isEmpty();
            assertThat(events.of("leased::b")).containsExactly("invalidation RELAYED");
            other.rollback();
        }
        schedule.advance(INTERVAL);
        assertThat(events.of("leased::a")).containsExactly("invalidation RELAYED");
        assertThat(outbox.keys()).isEmpty();
    }

    @Test
    void twoNodesRelayEachRowOnce() throws Exception {
        for (int row = 0; row < 40; row++) {
            execute(INSERT.formatted("leased::" + row));
        }
        try (ConfigurableApplicationContext node = node()) {
            CompletableFuture<Void> there = CompletableFuture.runAsync(
                    () -> node.getBean(ManualSchedule.class).advance(INTERVAL));
            schedule.advance(INTERVAL);
            there.get(30, TimeUnit.SECONDS);
            schedule.advance(INTERVAL);

            assertThat(outbox.keys()).isEmpty();
            for (int row = 0; row < 40; row++) {
                List<String> relayed = new ArrayList<>(events.of("leased::" + row));
                relayed.addAll(node.getBean(Events.class).of("leased::" + row));
                assertThat(relayed).containsExactly("invalidation RELAYED");
            }
        }
    }

    @Test
    void aLateCommitWithALowerIdIsRelayed() throws Exception {
        try (Connection late = dataSource.getConnection();
                Statement statement = late.createStatement()) {
            late.setAutoCommit(false);
            statement.execute(INSERT.formatted("leased::late"));
            execute(INSERT.formatted("leased::early"));
            runRelay();
            assertThat(events.of("leased::early")).containsExactly("invalidation RELAYED");
            assertThat(events.of("leased::late")).isEmpty();
            late.commit();
        }
        schedule.advance(INTERVAL);
        assertThat(events.of("leased::late")).containsExactly("invalidation RELAYED");
    }

    /** The relay holds its locks while it waits for Redis. */
    @ParameterizedTest
    @ValueSource(
            ints = {TransactionDefinition.ISOLATION_READ_COMMITTED, TransactionDefinition.ISOLATION_REPEATABLE_READ})
    void aRelayUnderWayBlocksNoWriter(int isolation) throws Exception {
        execute(INSERT.formatted("leased::a"));
        link.hang();
        CompletableFuture<Void> relay = CompletableFuture.runAsync(() -> schedule.advance(INTERVAL));
        try (Connection watch = dataSource.getConnection()) {
            await().atMost(Duration.ofSeconds(20)).until(() -> isLocked(watch, "leased::a"));
            TransactionTemplate writer = new TransactionTemplate(transactions.manager());
            writer.setIsolationLevel(isolation);
            writer.executeWithoutResult(status -> {
                outbox.jdbc().sql("SET SESSION innodb_lock_wait_timeout = 1").update();
                outbox.jdbc().sql(INSERT.formatted("leased::new")).update();
                outbox.jdbc()
                        .sql("SET SESSION innodb_lock_wait_timeout = DEFAULT")
                        .update();
            });
            assertThat(isLocked(watch, "leased::a")).as("still under way").isTrue();
        }
        link.restore();
        relay.get(30, TimeUnit.SECONDS);
    }

    /** A removal that scanned the whole table would wait for them. */
    @ParameterizedTest
    @ValueSource(
            ints = {TransactionDefinition.ISOLATION_READ_COMMITTED, TransactionDefinition.ISOLATION_REPEATABLE_READ})
    void rowsOfOpenTransactionsHoldUpNeitherRemovalsNorTheRelay(int isolation) throws Exception {
        long first = items.given("pen");
        long second = items.given("ink");
        try (Connection open = dataSource.getConnection();
                Statement statement = open.createStatement()) {
            open.setTransactionIsolation(isolation);
            open.setAutoCommit(false);
            statement.execute(INSERT.formatted("leased::before"));
            transactions.run(status -> {
                caches.get("leased").update(first, () -> items.rename(first, "brush"));
                caches.get("leased").update(second, () -> items.rename(second, "brush"));
            });
            execute(INSERT.formatted("leased::b"));
            statement.execute(INSERT.formatted("leased::after"));
            runRelay();
            assertThat(outbox.keys()).isEmpty();
            open.rollback();
        }
    }

    @Test
    void removalsBeyondTheBoundAreLeftToTheRelay() {
        try (ConfigurableApplicationContext node = node("--cache-consistency.outbox.max-waiting-removals=1")) {
            long id = items.given("pen");
            TypedCaches there = node.getBean(TypedCaches.class);
            there.get("leased").update(id, () -> items.rename(id, "brush"));
            there.get("versioned").update(id, () -> items.rename(id, "paint"));
            node.getBean(ManualSchedule.class).advance(INTERVAL);

            assertThat(outbox.keys()).containsExactly("versioned::" + id);
            assertThat(node.getBean(MeterRegistry.class)
                            .counter("cache.consistency.outbox.rows", "outcome", "left")
                            .count())
                    .isEqualTo(1);
        }
        outbox.age();
        schedule.advance(INTERVAL);
        assertThat(outbox.keys()).isEmpty();
    }

    @Test
    void aStoppingNodeRemovesOnceMoreAndRelaysNoMore() throws SQLException {
        execute(INSERT.formatted("leased::old"));
        try (ConfigurableApplicationContext node = node()) {
            long id = items.given("pen");
            TypedCaches there = node.getBean(TypedCaches.class);
            there.get("leased").update(id, () -> items.rename(id, "brush"));
            node.stop();
            assertThat(outbox.keys()).containsExactly("leased::old");
            node.getBean(ManualSchedule.class).advance(Duration.ofSeconds(1));
            assertThat(outbox.keys()).containsExactly("leased::old");

            node.start();
            node.getBean(ManualSchedule.class).advance(INTERVAL);
            assertThat(outbox.keys()).isEmpty();
        }
    }

    /** With real time the outbox works by itself, on a thread of its own. */
    @Test
    void aNodeWithRealTimeRelaysByItself() throws SQLException {
        try (ConfigurableApplicationContext node = node("--test.manual-schedule=false")) {
            execute(INSERT.formatted("leased::old"));
            await().atMost(Duration.ofSeconds(20)).until(() -> outbox.keys().isEmpty());
            assertThat(Thread.getAllStackTraces().keySet())
                    .extracting(Thread::getName)
                    .contains("cache-consistency-outbox-1");
            assertThat(node.isActive()).isTrue();
        }
    }

    @Test
    void aMissingTableIsAStartUpErrorThatNamesTheScriptAndTheProperty() {
        assertThatThrownBy(() -> node(
                        "--cache-consistency.outbox.table=not_there",
                        "--cache-consistency.outbox.initialize-schema=never"))
                .rootCause()
                .isInstanceOfSatisfying(InvalidStrategyConfigurationException.class, problem -> {
                    assertThat(problem).hasMessageContaining("'not_there'");
                    assertThat(problem.action())
                            .containsPattern("schema-(mariadb|mysql)\\.sql")
                            .contains("cache-consistency.outbox.initialize-schema=always");
                });
    }

    private void runRelay() throws Exception {
        CompletableFuture.runAsync(() -> schedule.advance(INTERVAL)).get(30, TimeUnit.SECONDS);
    }

    private boolean isLocked(Connection watch, String key) throws SQLException {
        watch.setAutoCommit(true);
        try (Statement statement = watch.createStatement()) {
            return !statement
                    .executeQuery("SELECT id FROM " + TABLE + " WHERE cache_key = '" + key + "' FOR UPDATE SKIP LOCKED")
                    .next();
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private ConfigurableApplicationContext node(String... properties) {
        List<String> all = new ArrayList<>(List.of(
                "--spring.main.banner-mode=off",
                "--spring.datasource.url=" + servers.jdbcUrl(),
                "--spring.datasource.username=" + servers.username(),
                "--spring.datasource.password=" + servers.password(),
                "--spring.data.redis.host=" + link.targetHost(),
                "--spring.data.redis.port=" + link.targetPort(),
                "--cache-consistency.redis.command-timeout=2s",
                "--cache-consistency.outbox.enabled=true",
                "--cache-consistency.outbox.table=" + TABLE,
                "--cache-consistency.outbox.minimum-age=1h",
                "--cache-consistency.outbox.batch-size=2",
                "--cache-consistency.caches.versioned.strategy=versioned-write",
                "--cache-consistency.caches.versioned.version-property=version"));
        for (String property : properties) {
            String name = property.substring(0, property.indexOf('=') + 1);
            all.removeIf(given -> given.startsWith(name));
            all.add(property);
        }
        return new SpringApplicationBuilder(IntegrationApplication.class)
                .web(WebApplicationType.NONE)
                .run(all.toArray(String[]::new));
    }
}
