package io.github.cacheconsistency.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.cacheconsistency.WriteRefusedException;
import io.github.cacheconsistency.coordination.Backlog;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The writing side of the outbox: what stands in the table, when, and what that costs. */
@IntegrationTest
@TestPropertySource(
        properties = {
            "cache-consistency.outbox.enabled=true",
            "cache-consistency.outbox.initialize-schema=always",
            "cache-consistency.outbox.table=outbox_of_writers",
            "cache-consistency.outbox.minimum-age=1h",
            "cache-consistency.redis.command-timeout=1s",
            "cache-consistency.caches.locked.strategy=row-lock-lease",
            "cache-consistency.caches.locked.row=item.id",
            "cache-consistency.caches.degrading.strategy=row-lock-lease",
            "cache-consistency.caches.degrading.row=item.id",
            "cache-consistency.caches.degrading.on-redis-failure=degrade",
            "spring.sql.init.mode=always",
            "spring.sql.init.schema-locations=classpath:item.sql"
        })
@Tag("database")
class OutboxTest {

    private static final Duration INTERVAL = Duration.ofMillis(100);

    private final OutboxProbe outbox;

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
    private Backlog backlog;

    @Autowired
    private MeterRegistry meters;

    @Autowired
    OutboxTest(JdbcClient jdbc) {
        this.outbox = new OutboxProbe(jdbc, "outbox_of_writers");
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

    @ParameterizedTest
    @ValueSource(strings = {"leased", "versioned", "aside", "doubled"})
    void theRowIsPartOfTheWritersTransaction(String cache) {
        long id = items.given("pen");
        List<String> beforeTheCommit = new ArrayList<>();

        transactions.run(status -> {
            caches.get(cache).update(id, () -> items.rename(id, "brush"));
            beforeCompletion(() -> beforeTheCommit.addAll(outbox.keys()));
        });

        assertThat(beforeTheCommit).containsExactly(cache + "::" + id);
        assertThat(outbox.keys()).containsExactly(cache + "::" + id);
    }

    @Test
    void theRowIsRolledBackWithItsTransaction() {
        long id = items.given("pen");
        transactions.run(status -> {
            caches.get("leased").update(id, () -> items.rename(id, "brush"));
            status.setRollbackOnly();
        });
        assertThat(outbox.keys()).isEmpty();
    }

    @Test
    void aTransactionCostsOneInsertAndNoMoreOfRedis() {
        long first = items.given("pen");
        long second = items.given("ink");
        List<Long> inserts = new ArrayList<>();
        redis.resetCommands();

        transactions.run(status -> {
            inserts.add(outbox.inserts());
            caches.get("leased").update(first, () -> items.rename(first, "brush"));
            caches.get("leased").update(second, () -> items.rename(second, "paint"));
            caches.get("versioned").update(first, () -> items.rename(first, "paint"));
            service.evictAll("aside", () -> {});
            beforeCompletion(() -> {
                inserts.add(outbox.inserts());
                assertThat(redis.commands()).isEmpty();
            });
        });

        assertThat(inserts.get(1) - inserts.get(0)).isEqualTo(1);
        assertThat(outbox.keys()).hasSize(4);
        assertThat(redis.commands())
                .as(
                        "as without the outbox: the two leased keys at once, the clear, the put, whose script has an unlink of its own")
                .containsEntry("unlink", 2L)
                .containsEntry("scan", 1L);
    }

    @Test
    void aRowLockLeaseThatInvalidatedBeforeItsCommitNeedsNoRow() {
        long id = items.given("pen");
        List<Long> inserts = new ArrayList<>();
        redis.resetCommands();
        transactions.run(status -> {
            inserts.add(outbox.inserts());
            caches.get("locked").update(id, () -> items.rename(id, "brush"));
            beforeCompletion(() -> inserts.add(outbox.inserts()));
        });
        assertThat(inserts.get(1)).isEqualTo(inserts.get(0));
        assertThat(redis.commands()).containsExactlyEntriesOf(Map.of("unlink", 1L));
    }

    @Test
    void theRowIsRemovedSoonAfterTheInvalidationAndNotByTheRelay() {
        long id = items.given("pen");
        caches.get("leased").update(id, () -> items.rename(id, "brush"));
        service.evictAll("leased", () -> items.rename(id, "paint"));
        assertThat(outbox.keys()).hasSize(2);
        double removedBefore = rows("removed");

        schedule.advance(INTERVAL);

        assertThat(outbox.keys()).isEmpty();
        assertThat(rows("removed") - removedBefore).isEqualTo(2);
        assertThat(events.of("leased::" + id)).doesNotContain("invalidation RELAYED");
    }

    /** A stale fill may come after the invalidation; the relay repeats that. */
    @ParameterizedTest
    @ValueSource(strings = {"aside", "doubled"})
    void aStrategyThatFillsUnconditionallyIsInvalidatedAgainByTheRelay(String cache) {
        long id = items.given("pen");
        caches.get(cache).update(id, () -> items.rename(id, "brush"));
        redis.set(cache + "::" + id, "a stale fill");
        schedule.advance(INTERVAL);
        assertThat(outbox.keys()).as("not removed").containsExactly(cache + "::" + id);

        outbox.age();
        schedule.advance(INTERVAL);

        assertThat(redis.exists(cache + "::" + id)).isFalse();
        assertThat(outbox.keys()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"leased", "versioned", "aside"})
    void whatRedisDoesNotTakeStaysInTheOutbox(String cache) {
        long id = items.given("pen");
        service.find(cache, id);
        link.refuse();

        caches.get(cache).update(id, () -> items.rename(id, "brush"));
        service.evictAll(cache, () -> items.rename(id, "paint"));

        assertThat(outbox.keys()).containsExactly(cache + "::" + id, cache + "::*");
        assertThat(service.find(cache, id)).as("read through").isEqualTo(items.row(id));
        assertThat(events.of(cache + "::" + id)).contains("invalidation FAILED");
    }

    @Test
    void aMethodOutsideAnyTransactionGetsOneForItsRow() {
        long id = items.given("pen");
        link.refuse();
        service.evict("leased", id, () -> {
            assertThat(TransactionSynchronizationManager.isActualTransactionActive())
                    .isTrue();
            items.rename(id, "brush");
        });
        assertThat(outbox.keys()).containsExactly("leased::" + id);
    }

    @Test
    void anInvalidationOutsideAnyTransactionIsWrittenDownWhenItFails() {
        long id = items.given("pen");
        caches.get("leased").invalidate(id);
        assertThat(outbox.keys()).as("Redis took it").isEmpty();
        link.refuse();

        caches.get("leased").invalidate(id);
        caches.get("locked").invalidate(id);

        assertThat(outbox.keys()).containsExactly("leased::" + id, "locked::" + id);
    }

    @Test
    void aReadOnlyTransactionHasChangedNothing() {
        long id = items.given("pen");
        var readOnly = new TransactionTemplate(transactions.manager());
        readOnly.setReadOnly(true);
        readOnly.executeWithoutResult(status -> caches.get("leased").invalidate(id));
        assertThat(outbox.keys()).isEmpty();
        assertThat(events.of("leased::" + id)).containsExactly("invalidation SUCCEEDED");
    }

    @Test
    void aWriteByALaterCallbackIsStillInTime() {
        long id = items.given("pen");
        transactions.run(status ->
                TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                    @Override
                    public void beforeCommit(boolean readOnly) {
                        caches.get("leased").update(id, () -> items.rename(id, "brush"));
                    }
                }));
        assertThat(outbox.keys()).containsExactly("leased::" + id);
    }

    @Test
    void degradeCommitsAndLeavesTheInvalidationToTheOutbox() {
        long id = items.given("pen");
        String key = "degrading::" + id;
        caches.get("degrading").get(id, () -> items.load(id));
        double before = invalidations("degrading", "degraded");
        link.refuse();

        caches.get("degrading").update(id, () -> items.rename(id, "brush"));

        assertThat(items.row(id).name()).isEqualTo("brush");
        assertThat(outbox.keys()).containsExactly(key);
        assertThat(events.of(key)).contains("invalidation DEGRADED").doesNotContain("invalidation SUCCEEDED");
        assertThat(invalidations("degrading", "degraded") - before).isEqualTo(1);
        assertThat(caches.get("degrading").get(id, () -> items.load(id)).name()).isEqualTo("brush");
    }

    @Test
    void failWriteRollsBackAndLeavesNoRow() {
        long id = items.given("pen");
        link.refuse();

        assertThatThrownBy(() -> caches.get("locked").update(id, () -> items.rename(id, "brush")))
                .isInstanceOf(WriteRefusedException.class);
        assertThatThrownBy(() -> transactions.run(status -> {
                    caches.get("leased").update(id, () -> items.rename(id, "brush"));
                    caches.get("degrading").update(id, () -> items.rename(id, "brush"));
                    caches.get("locked").update(id, () -> items.rename(id, "brush"));
                }))
                .as("one cache that refuses is enough")
                .isInstanceOf(WriteRefusedException.class);

        assertThat(items.row(id).name()).isEqualTo("pen");
        assertThat(outbox.keys()).isEmpty();
    }

    @Test
    void aKeyThatIsTooLongStandsThereAsItsWholeCache() {
        String longKey = "k".repeat(70_000);
        link.refuse();
        service.evictByText("leased", longKey);
        assertThat(outbox.keys()).containsExactly("leased::*");
    }

    @Test
    void aMarkIsDrainedWhenWhatWasCommittedBeforeIsGone() {
        link.refuse();
        long id = items.given("pen");
        caches.get("leased").update(id, () -> items.rename(id, "brush"));
        Backlog.Mark mark = backlog.mark();
        assertThat(mark.isDrained()).isFalse();
        outbox.clear();
        caches.get("leased").update(id, () -> items.rename(id, "paint"));

        assertThat(mark.isDrained()).as("later rows do not count").isTrue();
        assertThat(backlog.mark().isDrained()).isFalse();
    }

    private static void beforeCompletion(Runnable body) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void beforeCompletion() {
                body.run();
            }
        });
    }

    private double rows(String outcome) {
        return meters.counter("cache.consistency.outbox.rows", "outcome", outcome)
                .count();
    }

    private double invalidations(String cache, String outcome) {
        return meters.counter("cache.consistency.invalidations", "cache", cache, "outcome", outcome)
                .count();
    }
}
