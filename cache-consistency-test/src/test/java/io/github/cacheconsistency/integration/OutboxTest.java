package io.github.cacheconsistency.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cacheconsistency.build.ProvokesLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The writing side of the outbox: what stands in the table, when, and what that costs. */
@ProvokesLog("io.github.cacheconsistency.observation.LoggingCacheConsistencyListener")
class OutboxTest extends OutboxFixture {

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
                        "as without the outbox: the two leased keys at once, the clear, the put, whose script has a del of its own")
                .containsEntry("unlink", 1L)
                .containsEntry("del", 1L)
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
    void aKeyThatIsTooLongStandsThereAsItsWholeCache() {
        String longKey = "k".repeat(70_000);
        link.refuse();
        service.evictByText("leased", longKey);
        assertThat(outbox.keys()).containsExactly("leased::*");
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
}
