package io.github.cacheconsistency.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.transaction.UnexpectedRollbackException;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

@IntegrationTest
@Tag("database")
class TransactionsTest {

    @Autowired
    private TypedCaches caches;

    @Autowired
    private ItemService service;

    @Autowired
    private Items items;

    @Autowired
    private RedisProbe redis;

    @Autowired
    private Events events;

    @Autowired
    private Transactions transactions;

    @BeforeEach
    void forget() {
        items.forgetLoads();
        events.forget();
    }

    @ParameterizedTest
    @ValueSource(strings = {"leased", "versioned", "aside"})
    void aWriteJoinsTheCallersTransaction(String cache) {
        long id = items.given("pen");
        service.find(cache, id);
        String key = cache + "::" + id;

        transactions.run(status -> {
            byte[] before = redis.bytes(key);
            caches.get(cache).update(id, () -> items.rename(id, "brush"));
            assertThat(redis.bytes(key)).isEqualTo(before);
        });

        assertThat(service.find(cache, id))
                .isEqualTo(items.row(id))
                .extracting(Item::name)
                .isEqualTo("brush");
    }

    @ParameterizedTest
    @ValueSource(strings = {"leased", "versioned", "aside", "doubled"})
    void aRollbackLeavesNothingBehind(String cache) {
        long id = items.given("pen");
        service.find(cache, id);
        IllegalStateException failure = new IllegalStateException("no such luck");

        assertThatThrownBy(() -> transactions.run(status -> {
                    caches.get(cache).update(id, () -> items.rename(id, "brush"));
                    service.put(cache, id, () -> items.rename(id, "ink"));
                    service.find(cache, id);
                    caches.get(cache).clear();
                    throw failure;
                }))
                .isSameAs(failure);

        assertThat(service.find(cache, id))
                .isEqualTo(items.row(id))
                .extracting(Item::name)
                .isEqualTo("pen");
        assertThat(caches.get(cache).get(id, () -> items.load(id))).isEqualTo(items.row(id));
    }

    @Test
    void aRollbackKeepsTheEntry() {
        long id = items.given("pen");
        service.find("leased", id);

        transactions.run(status -> {
            caches.get("leased").update(id, () -> items.rename(id, "brush"));
            status.setRollbackOnly();
        });

        assertThat(redis.holdsValue("leased::" + id)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"leased", "versioned", "aside", "doubled"})
    void anUpdateThatFailsInTheCallersTransactionMarksItForRollback(String cache) {
        long id = items.given("pen");
        service.find(cache, id);
        IllegalStateException failure = new IllegalStateException("no such luck");

        assertThatThrownBy(() -> transactions.run(status -> assertThatThrownBy(() -> caches.get(cache)
                                .update(id, () -> {
                                    items.rename(id, "brush");
                                    throw failure;
                                }))
                        .isSameAs(failure)))
                .isInstanceOf(UnexpectedRollbackException.class);

        assertThat(service.find(cache, id))
                .isEqualTo(items.row(id))
                .extracting(Item::name)
                .isEqualTo("pen");
    }

    @ParameterizedTest
    @ValueSource(strings = {"leased", "aside"})
    void severalKeysOfATransactionAreOneCommand(String cache) {
        long first = items.given("pen");
        long second = items.given("ink");
        service.find(cache, first);
        service.find(cache, second);
        redis.resetCommands();

        transactions.run(status -> {
            caches.get(cache).update(first, () -> items.rename(first, "brush"));
            service.evict(cache, second, () -> items.rename(second, "paper"));
            caches.get(cache).update(first, () -> items.rename(first, "paint"));
        });

        assertThat(redis.commands()).containsOnlyKeys("unlink").containsEntry("unlink", 1L);
        assertThat(service.find(cache, first)).isEqualTo(items.row(first));
        assertThat(service.find(cache, second)).isEqualTo(items.row(second));
    }

    @ParameterizedTest
    @ValueSource(strings = {"leased", "versioned", "aside", "doubled"})
    void aKeyThatTheTransactionWroteBypassesTheCache(String cache) {
        long id = items.given("pen");
        service.find(cache, id);

        transactions.run(status -> {
            caches.get(cache).update(id, () -> items.rename(id, "brush"));
            assertThat(service.find(cache, id)).extracting(Item::name).isEqualTo("brush");
            assertThat(service.findInSync(cache, id)).extracting(Item::name).isEqualTo("brush");
            assertThat(caches.get(cache).getAll(List.of(id), items::loadAll).get(id))
                    .extracting(Item::name)
                    .isEqualTo("brush");
            byte[] held = redis.bytes(cache + "::" + id);
            assertThat(held == null ? "" : new String(held, StandardCharsets.ISO_8859_1))
                    .doesNotContain("brush");
            status.setRollbackOnly();
        });

        assertThat(service.find(cache, id)).extracting(Item::name).isEqualTo("pen");
    }

    @ParameterizedTest
    @ValueSource(strings = {"leased", "versioned", "aside", "doubled"})
    void aClearedCacheIsBypassedUntilTheTransactionEnds(String cache) {
        long id = items.given("pen");
        service.find(cache, id);

        transactions.run(status -> {
            items.rename(id, "brush");
            service.evictAll(cache, () -> {});
            assertThat(service.find(cache, id)).extracting(Item::name).isEqualTo("brush");
        });

        assertThat(service.find(cache, id)).isEqualTo(items.row(id));
    }

    @ParameterizedTest
    @ValueSource(strings = {"leased", "versioned"})
    void otherKeysHitInATransactionButAreNotFilled(String cache) {
        long cached = items.given("pen");
        long missing = items.given("ink");
        service.find(cache, cached);
        items.forgetLoads();

        transactions.run(status -> {
            assertThat(service.find(cache, cached)).isEqualTo(items.row(cached));
            assertThat(items.loads()).isZero();
            assertThat(service.find(cache, missing)).isEqualTo(items.row(missing));
            assertThat(service.findInSync(cache, missing)).isEqualTo(items.row(missing));
            caches.get(cache).get(missing, () -> items.load(missing));
            caches.get(cache).getAll(List.of(missing, cached), items::loadAll);
        });

        assertThat(redis.exists(cache + "::" + missing)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"leased", "versioned", "aside", "doubled"})
    void otherCallbacksAfterTheCommitSeeTheCacheInLine(String cache) {
        long id = items.given("pen");
        long other = items.given("ink");
        service.find(cache, id);
        service.find(cache, other);
        AtomicReference<Object> seen = new AtomicReference<>();

        transactions.run(status -> {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    seen.set(service.find(cache, id));
                    transactions.requiresNew(own -> items.rename(other, "paper"));
                    service.evict(cache, other, () -> {});
                    assertThat(redis.exists(cache + "::" + other)).isFalse();
                }
            });
            caches.get(cache).update(id, () -> items.rename(id, "brush"));
        });

        assertThat(seen.get()).isEqualTo(items.row(id));
        assertThat(service.find(cache, id)).isEqualTo(items.row(id));
        assertThat(service.find(cache, other)).isEqualTo(items.row(other));
    }

    @ParameterizedTest
    @ValueSource(strings = {"leased", "versioned", "aside", "doubled"})
    void aTransactionalEventListenerSeesTheCacheInLineAndMayWriteToIt(
            String cache, @Autowired ApplicationEventPublisher publisher, @Autowired CommitListener listener) {
        long id = items.given("pen");
        service.find(cache, id);
        listener.reactWith(() -> {
            Object seen = service.find(cache, id);
            caches.get(cache).update(id, () -> items.rename(id, "paint"));
            return seen;
        });

        transactions.run(status -> {
            publisher.publishEvent(new CommitListener.Committing());
            caches.get(cache).update(id, () -> items.rename(id, "brush"));
        });

        assertThat(listener.result())
                .isInstanceOf(Item.class)
                .extracting("name")
                .isEqualTo("brush");
        assertThat(service.find(cache, id)).isEqualTo(items.row(id));
    }

    @ParameterizedTest
    @ValueSource(strings = {"leased", "versioned", "aside", "doubled"})
    void anEvictionOfATransactionalMethodBelongsToItsTransaction(String cache) {
        long id = items.given("pen");
        service.find(cache, id);
        IllegalStateException failure = new IllegalStateException("no such luck");

        assertThatThrownBy(() -> service.evictInTransaction(cache, id, () -> {
                    items.rename(id, "brush");
                    throw failure;
                }))
                .isSameAs(failure);
        assertThat(service.find(cache, id))
                .isEqualTo(items.row(id))
                .extracting(Item::name)
                .isEqualTo("pen");
        service.evictInTransaction(cache, id, () -> items.rename(id, "brush"));
        assertThat(service.find(cache, id)).isEqualTo(items.row(id));
        service.putInTransaction(cache, id, () -> items.rename(id, "ink"));
        assertThat(service.find(cache, id)).isEqualTo(items.row(id));
    }
}
