package io.github.cacheconsistency.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.cacheconsistency.InvalidStrategyConfigurationException;
import io.github.cacheconsistency.build.ProvokesLog;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Outboxes of several nodes on one table: this one, whose time the test owns, and others that start and stop. */
@ProvokesLog("io.github.cacheconsistency.observation.LoggingCacheConsistencyListener")
class OutboxNodesTest extends OutboxFixture {

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
    void twoNodesRelayEachRowOnce() throws Exception {
        for (int row = 0; row < 40; row++) {
            add("leased::" + row);
        }
        try (ConfigurableApplicationContext node = node()) {
            CompletableFuture<Void> there = CompletableFuture.runAsync(
                    () -> node.getBean(ManualSchedule.class).advance(INTERVAL));
            schedule.advance(INTERVAL);
            there.get(60, TimeUnit.SECONDS);
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
    void aStoppingNodeRemovesOnceMoreAndRelaysNoMore() {
        add("leased::old");
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
    void aNodeWithRealTimeRelaysByItself() {
        try (ConfigurableApplicationContext node = node("--test.manual-schedule=false")) {
            add("leased::old");
            await().until(() -> outbox.keys().isEmpty());
            assertThat(Thread.getAllStackTraces().keySet())
                    .extracting(Thread::getName)
                    .contains("cache-consistency-outbox-1");
            assertThat(node.isActive()).isTrue();
        }
    }

    @Test
    @ProvokesLog("org.springframework.boot.diagnostics.LoggingFailureAnalysisReporter")
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

    private ConfigurableApplicationContext node(String... properties) {
        List<String> all = new ArrayList<>(List.of(
                "--spring.main.banner-mode=off",
                "--spring.datasource.url=" + servers.jdbcUrl(),
                "--spring.datasource.username=" + servers.username(),
                "--spring.datasource.password=" + servers.password(),
                "--spring.data.redis.host=" + link.targetHost(),
                "--spring.data.redis.port=" + link.targetPort(),
                "--cache-consistency.redis.command-timeout=2s",
                "--test.reject-while-disconnected=true",
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
