package io.github.cacheconsistency.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cacheconsistency.ConsistentCache;
import io.github.cacheconsistency.WriteRefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** What {@code row-lock-lease} does beside the races: when it invalidates, what it costs, when it refuses. */
@IntegrationTest
@TestPropertySource(
        properties = {
            "cache-consistency.caches.locked.strategy=row-lock-lease",
            "cache-consistency.caches.locked.row=item.id",
            "spring.sql.init.mode=always",
            "spring.sql.init.schema-locations=classpath:item.sql"
        })
class RowLockLeaseTest {

    private final Items items;
    private final ItemService service;
    private final RedisProbe redis;
    private final RedisLink link;
    private final Transactions transactions;
    private final RedisRecovery recovery;
    private final ConsistentCache<Long, Item> cache;

    @Autowired
    RowLockLeaseTest(
            Items items,
            ItemService service,
            RedisProbe redis,
            RedisLink link,
            Transactions transactions,
            RedisRecovery recovery,
            TypedCaches caches) {
        this.items = items;
        this.service = service;
        this.redis = redis;
        this.link = link;
        this.transactions = transactions;
        this.recovery = recovery;
        this.cache = caches.get("locked");
    }

    @BeforeEach
    @AfterEach
    void restoreRedis() {
        recovery.await();
    }

    /** The script of the fill counts as its own GET and SET besides. */
    @Test
    void aMissIsOneGetOneLeaseAndOneFillAndAHitIsOneGet() {
        long other = items.given("ink");
        cache.get(other, () -> items.load(other)); // the server knows the script from here on
        long id = items.given("pen");
        redis.resetCommands();
        cache.get(id, () -> items.load(id));
        assertThat(redis.commands()).containsExactlyInAnyOrderEntriesOf(Map.of("get", 2L, "set", 2L, "evalsha", 1L));

        redis.resetCommands();
        cache.get(id, () -> items.load(id));
        assertThat(redis.commands()).containsExactlyInAnyOrderEntriesOf(Map.of("get", 1L));
    }

    @Test
    void aWriteOfSeveralKeysIsOneRoundTripBeforeItsCommit() {
        long first = items.given("pen");
        long second = items.given("ink");
        cache.get(first, () -> items.load(first));
        cache.get(second, () -> items.load(second));
        redis.resetCommands();

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
        assertThat(redis.commands()).containsEntry("unlink", 1L).doesNotContainKeys("del", "set", "evalsha");
    }

    @Test
    void aReaderDuringAWriteLoadsTheOldRowAndDoesNotFill() throws Exception {
        long id = items.given("pen");
        transactions.run(status -> {
            cache.update(id, () -> items.rename(id, "brush"));
            Item seen = CompletableFuture.supplyAsync(() -> cache.get(id, () -> items.load(id)))
                    .orTimeout(20, TimeUnit.SECONDS)
                    .join();
            assertThat(seen.name()).isEqualTo("pen");
            assertThat(redis.exists("locked::" + id))
                    .as("the lease is given back")
                    .isFalse();
        });
        assertThat(cache.get(id, () -> items.load(id)).name()).isEqualTo("brush");
        assertThat(redis.holdsValue("locked::" + id)).isTrue();
    }

    @Test
    void aMissingRowThatIsBeingInsertedIsNotCachedAsNull() {
        long id = items.unused();
        transactions.run(status -> {
            items.insert(id, "pen");
            Item seen = CompletableFuture.supplyAsync(() -> cache.get(id, () -> items.load(id)))
                    .orTimeout(20, TimeUnit.SECONDS)
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
        cache.get(id, () -> items.load(id));

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
        cache.get(id, () -> items.load(id));
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
}
