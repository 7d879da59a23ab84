package io.github.cacheconsistency.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.cacheconsistency.ConsistentCache;
import io.github.cacheconsistency.WriteRefusedException;
import io.github.cacheconsistency.build.ProvokesLog;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** What {@code row-lock-lease} does beside the races: when it invalidates, what it costs, when it refuses. */
@IntegrationTest
@Tag("database")
@TestPropertySource(
        properties = {
            "cache-consistency.caches.locked.strategy=row-lock-lease",
            "cache-consistency.caches.locked.row=item.id",
            "cache-consistency.redis.command-timeout=2s",
            "cache-consistency.failover-watch.enabled=false", // its schedule would stand still here
            "spring.sql.init.mode=always",
            "spring.sql.init.schema-locations=classpath:item.sql"
        })
@ProvokesLog("io.github.cacheconsistency.observation.LoggingCacheConsistencyListener")
class RowLockLeaseTest {

    private final Items items;
    private final ItemService service;
    private final RedisProbe redis;
    private final RedisLink link;
    private final Transactions transactions;
    private final RedisRecovery recovery;
    private final PendingFills fills;
    private final ConsistentCache<Long, Item> cache;

    @Autowired
    RowLockLeaseTest(
            Items items,
            ItemService service,
            RedisProbe redis,
            RedisLink link,
            Transactions transactions,
            RedisRecovery recovery,
            PendingFills fills,
            TypedCaches caches) {
        this.items = items;
        this.service = service;
        this.redis = redis;
        this.link = link;
        this.transactions = transactions;
        this.recovery = recovery;
        this.fills = fills;
        this.cache = caches.get("locked");
    }

    @BeforeEach
    @AfterEach
    void restoreRedis() {
        recovery.await();
    }

    /** As Redis itself counts; what the library sends, in its order with the SQL, is in {@link CostTest}. */
    @Test
    void aMissIsOneGetOneLeaseAndOneFillAndAHitIsOneGetAndAWriteIsOneUnlink() throws Exception {
        long warm = items.given("ink");
        read(warm); // the server knows the script from here on
        for (int hit = 0; hit < 64; hit++) {
            // However often the tests before have missed: a node that expects a miss looks up and leases by one script.
            cache.get(warm, () -> items.load(warm));
        }
        long id = items.given("pen");
        try (RedisMonitor monitor = new RedisMonitor(link, redis)) {
            cache.get(id, () -> items.load(id));
            fills.await();
            assertThat(monitor.commandsOn("locked::" + id)).containsExactly("GET", "EVALSHA", "EVALSHA");

            cache.get(id, () -> items.load(id));
            assertThat(monitor.commandsOn("locked::" + id)).containsExactly("GET");

            cache.update(id, () -> items.rename(id, "brush"));
            assertThat(monitor.commandsOn("locked::" + id)).containsExactly("UNLINK");
        }
    }

    @Test
    void aWriteOfSeveralKeysInvalidatesThemBeforeItsCommit() {
        long first = items.given("pen");
        long second = items.given("ink");
        read(first);
        read(second);

        List<Boolean> cachedAtCommit = new ArrayList<>();
        transactions.run(status -> {
            cache.update(first, () -> items.rename(first, "brush"));
            cache.update(second, () -> items.rename(second, "paint"));
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void beforeCompletion() {
                    cachedAtCommit.add(redis.exists("locked::" + first));
                    cachedAtCommit.add(redis.exists("locked::" + second));
                }
            });
        });

        assertThat(cachedAtCommit).containsExactly(false, false);
    }

    @Test
    void aReaderDuringAWriteLoadsTheOldRowAndDoesNotFill() throws Exception {
        long id = items.given("pen");
        transactions.run(status -> {
            cache.update(id, () -> items.rename(id, "brush"));
            Item seen = CompletableFuture.supplyAsync(() -> cache.get(id, () -> items.load(id)))
                    .orTimeout(60, TimeUnit.SECONDS)
                    .join();
            assertThat(seen.name()).isEqualTo("pen");
            assertThat(redis.exists("locked::" + id))
                    .as("the lease is given back")
                    .isFalse();
        });
        assertThat(read(id).name()).isEqualTo("brush");
    }

    @Test
    void aMissingRowThatIsBeingInsertedIsNotCachedAsNull() {
        long id = items.unused();
        transactions.run(status -> {
            items.insert(id, "pen");
            Item seen = CompletableFuture.supplyAsync(() -> cache.get(id, () -> items.load(id)))
                    .orTimeout(60, TimeUnit.SECONDS)
                    .join();
            assertThat(seen).isNull();
            assertThat(redis.exists("locked::" + id)).isFalse();
        });
    }

    @Test
    void aWriteThatRedisDoesNotTakeIsRolledBackAndSaysSo() {
        long id = items.given("pen");
        link.refuse();

        assertThatThrownBy(() -> cache.update(id, () -> items.rename(id, "brush")))
                .isInstanceOf(WriteRefusedException.class)
                .hasMessageContaining("locked::" + id)
                .hasMessageContaining("rolled back");

        assertThat(items.row(id).name()).isEqualTo("pen");
    }

    @Test
    void anEvictingMethodWithoutATransactionGetsOne() {
        long id = items.given("pen");
        read(id);

        service.evict("locked", id, () -> {
            assertThat(TransactionSynchronizationManager.isActualTransactionActive())
                    .isTrue();
            items.rename(id, "brush");
        });

        assertThat(redis.exists("locked::" + id)).isFalse();
        assertThat(service.find("locked", id).name()).isEqualTo("brush");
    }

    @Test
    void aChangeMadeByAnotherCallbackBeforeTheCommitIsStillInTime() {
        long id = items.given("pen");
        read(id);
        transactions.run(status ->
                TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                    @Override
                    public void beforeCommit(boolean readOnly) {
                        cache.update(id, () -> items.rename(id, "brush"));
                    }
                }));
        assertThat(redis.exists("locked::" + id)).isFalse();
        assertThat(cache.get(id, () -> items.load(id)).name()).isEqualTo("brush");
    }

    /** Reads, and waits for the fill as well. */
    private Item read(long id) {
        // Again if need be: a busy machine may exceed the timeout of these tests.
        return await().until(
                        () -> {
                            Item item = cache.get(id, () -> items.load(id));
                            fills.await();
                            return item;
                        },
                        any -> redis.holdsValue("locked::" + id));
    }
}
