package io.github.cacheconsistency.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** When a transaction sees its own writes, and when other transactions see them. */
@IntegrationTest
@Tag("database")
class OwnWritesTest {

    @Autowired
    private TypedCaches caches;

    @Autowired
    private CacheManager manager;

    @Autowired
    private ItemService service;

    @Autowired
    private Items items;

    @Autowired
    private RedisProbe redis;

    @Autowired
    private Transactions transactions;

    @BeforeEach
    void forget() {
        items.forgetLoads();
    }

    @ParameterizedTest
    @ValueSource(strings = {"leased", "versioned", "aside", "doubled"})
    void anActionReadsWhatItHasJustWritten(String cache) {
        long id = items.given("pen");
        service.find(cache, id);

        caches.get(cache).update(id, () -> {
            Item renamed = items.rename(id, "brush");
            assertThat(service.find(cache, id)).isEqualTo(renamed);
            return renamed;
        });

        assertThat(service.find(cache, id)).isEqualTo(items.row(id));
    }

    @ParameterizedTest
    @ValueSource(strings = {"leased", "versioned", "aside", "doubled"})
    void putIfAbsentDoesNotFindWhatTheTransactionHasReplaced(String name) {
        long id = items.given("pen");
        service.find(name, id);
        Cache cache = Objects.requireNonNull(manager.getCache(name));

        transactions.run(status -> {
            Item renamed = caches.get(name).update(id, () -> items.rename(id, "brush"));
            assertThat(cache.putIfAbsent(id, renamed)).isNull();
        });

        assertThat(service.find(name, id)).isEqualTo(items.row(id));
    }

    @ParameterizedTest
    @ValueSource(strings = {"leased", "versioned", "aside", "doubled"})
    void aClearWaitsForItsCommit(String cache) {
        long id = items.given("pen");
        service.find(cache, id);

        transactions.run(status -> {
            service.evictAll(cache, () -> items.rename(id, "brush"));
            assertThat(redis.holdsValue(cache + "::" + id)).isTrue();
        });

        assertThat(redis.exists(cache + "::" + id)).isFalse();
    }

    @Test
    void aTransactionMayWriteToSeveralCaches() {
        long id = items.given("pen");
        service.find("leased", id);
        service.find("versioned", id);

        transactions.run(status -> {
            items.rename(id, "brush");
            service.evict("leased", id, () -> {});
            service.evict("versioned", id, () -> {});
        });

        assertThat(service.find("leased", id)).isEqualTo(items.row(id));
        assertThat(service.find("versioned", id)).isEqualTo(items.row(id));
    }

    @Test
    void aCallbackAfterTheCommitHitsTheNewValue() {
        long id = items.given("pen");
        service.find("versioned", id);
        items.forgetLoads();

        transactions.run(status -> {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    assertThat(service.find("versioned", id))
                            .extracting(Item::name)
                            .isEqualTo("brush");
                    assertThat(items.loads()).isZero();
                }
            });
            caches.get("versioned").update(id, () -> items.rename(id, "brush"));
        });

        assertThat(items.loads()).isZero();
    }
}
