package io.github.cacheconsistency.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.awaitility.Awaitility.await;

import io.github.cacheconsistency.ConsistentCache;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Loads come from a second table that follows the first one when the test says so: a replica of the database. The lag is
 * long, so that a tombstone ends only when the test ends it.
 */
@IntegrationTest
@TestPropertySource(
        properties = {
            "cache-consistency.caches.leased.replica-lag=10m",
            "cache-consistency.caches.versioned.replica-lag=10m",
            "cache-consistency.caches.locked.strategy=row-lock-lease",
            "cache-consistency.caches.locked.row=item.id",
            "cache-consistency.caches.locked.replica-lag=10m",
            "cache-consistency.caches.brief.replica-lag=50ms",
            "spring.sql.init.mode=always",
            "spring.sql.init.schema-locations=classpath:item.sql"
        })
class ReplicaLagTest {

    private static final Duration LAG = Duration.ofMinutes(10);

    private final Items items;
    private final JdbcClient jdbc;
    private final RedisProbe redis;
    private final Transactions transactions;
    private final ManualSchedule schedule;
    private final TypedCaches caches;
    private final PendingFills fills;

    @Autowired
    ReplicaLagTest(
            Items items,
            JdbcClient jdbc,
            RedisProbe redis,
            Transactions transactions,
            ManualSchedule schedule,
            TypedCaches caches,
            PendingFills fills) {
        this.items = items;
        this.jdbc = jdbc;
        this.redis = redis;
        this.transactions = transactions;
        this.schedule = schedule;
        this.caches = caches;
        this.fills = fills;
    }

    @BeforeEach
    void createReplica() {
        jdbc.sql("CREATE TABLE IF NOT EXISTS item_replica LIKE item").update();
    }

    @ParameterizedTest
    @ValueSource(strings = {"leased", "versioned", "locked"})
    void aColdKeyIsFilledOnlyWhenTheReplicaKnowsTheWrite(String cache) {
        long id = givenOnBoth();
        rename(cache, id, "brush");

        assertThat(read(cache, id)).isEqualTo("pen");
        assertThat(redis.holdsValue(cache + "::" + id)).isFalse();

        replicate(id);
        assertThat(read(cache, id)).isEqualTo("brush");
        assertThat(redis.holdsValue(cache + "::" + id))
                .as("while the tombstone stands")
                .isFalse();
        redis.delete(cache + "::" + id);
        assertThat(read(cache, id)).isEqualTo("brush");
        assertThat(redis.holdsValue(cache + "::" + id)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"leased", "versioned", "locked"})
    void writesOfAHotKeyInQuickSuccessionLeaveNothingOld(String cache) {
        long id = givenOnBoth();
        read(cache, id);
        for (String name : new String[] {"brush", "paint", "paper"}) {
            rename(cache, id, name);
            read(cache, id);
            assertNothingOldIsCached(cache, id);
        }
        replicate(id);
        rename(cache, id, "chalk");
        read(cache, id);
        assertNothingOldIsCached(cache, id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"leased", "versioned", "locked"})
    void aDeletedRowThatTheReplicaStillHasIsNotCached(String cache) {
        long id = givenOnBoth();
        read(cache, id);
        transactions.run(status -> {
            items.delete(id);
            caches.get(cache).invalidate(id);
        });

        assertThat(read(cache, id)).isEqualTo("pen");
        assertThat(redis.holdsValue(cache + "::" + id)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"leased", "versioned", "locked"})
    void aLoadUnderWayDuringTheWriteDoesNotFill(String cache) {
        long id = givenOnBoth();
        caches.get(cache).get(id, () -> {
            CompletableFuture.runAsync(() -> rename(cache, id, "brush"))
                    .orTimeout(60, TimeUnit.SECONDS)
                    .join();
            return onReplica(id);
        });
        fills.await();
        assertThat(redis.holdsValue(cache + "::" + id)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"leased", "versioned", "locked"})
    void whatWasFilledAfterAClearIsClearedAgainWhenTheReplicaKnowsTheWrite(String cache) {
        long id = givenOnBoth();
        transactions.run(status -> {
            items.rename(id, "brush");
            caches.get(cache).clear();
        });
        read(cache, id);

        schedule.advance(LAG);

        assertThat(redis.exists(cache + "::" + id)).isFalse();
    }

    @Test
    void aTombstoneEndsByItself() {
        long id = givenOnBoth();
        rename("brief", id, "brush");
        replicate(id);
        await().until(() -> !redis.exists("brief::" + id));
        assertThat(read("brief", id)).isEqualTo("brush");
        assertThat(redis.holdsValue("brief::" + id)).isTrue();
    }

    /** The tombstone must outlast the commit by the lag, so before it there is a longer one. */
    @Test
    void rowLockLeaseLeavesTombstonesBeforeTheCommitAndAfterIt() {
        long id = givenOnBoth();
        List<Duration> before = new ArrayList<>();
        transactions.run(status -> {
            caches.get("locked").update(id, () -> items.rename(id, "brush"));
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void beforeCompletion() {
                    before.add(redis.timeToLive("locked::" + id));
                    redis.delete("locked::" + id);
                }
            });
        });
        assertThat(before).singleElement().satisfies(left -> assertThat(left).isGreaterThan(LAG));
        assertThat(redis.timeToLive("locked::" + id)).isPositive().isLessThanOrEqualTo(LAG);
        assertThat(redis.holdsValue("locked::" + id)).isFalse();
    }

    /** The counterpart: what all of this is for. */
    @Test
    void withoutALagAnOldLoadStaysInTheCache() {
        long id = givenOnBoth();
        rename("withoutTombstone", id, "brush");
        read("withoutTombstone", id);
        replicate(id);
        assertThat(read("withoutTombstone", id)).isEqualTo("pen");
        assertThat(redis.holdsValue("withoutTombstone::" + id)).isTrue();
    }

    private long givenOnBoth() {
        long id = items.given("pen");
        replicate(id);
        return id;
    }

    private void replicate(long id) {
        jdbc.sql("REPLACE INTO item_replica SELECT * FROM item WHERE id = ?")
                .param(id)
                .update();
    }

    private void rename(String cache, long id, String name) {
        caches.get(cache).update(id, () -> items.rename(id, name));
    }

    /** Reads, and waits for what became of the fill. */
    private @Nullable String read(String cache, long id) {
        Item item = caches.get(cache).get(id, () -> onReplica(id));
        fills.await();
        return item == null ? null : item.name();
    }

    private @Nullable Item onReplica(long id) {
        return jdbc.sql("SELECT id, name, version FROM item_replica WHERE id = ?")
                .param(id)
                .query(Item.class)
                .optional()
                .orElse(null);
    }

    private void assertNothingOldIsCached(String cache, long id) {
        if (redis.holdsValue(cache + "::" + id)) {
            ConsistentCache<Long, Item> typed = caches.get(cache);
            assertThat(typed.get(id, () -> fail("a hit was expected"))).isEqualTo(items.row(id));
        }
    }
}
