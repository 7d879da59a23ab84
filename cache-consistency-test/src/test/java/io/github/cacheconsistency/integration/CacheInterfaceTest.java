package io.github.cacheconsistency.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;

/** Spring's {@code Cache}, called by hand. */
@IntegrationTest
class CacheInterfaceTest {

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
    void aPutAfterAGetThatMissedFills(String name) {
        long id = items.given("pen");
        Cache cache = cache(name);

        assertThat(cache.get(id)).isNull();
        cache.put(id, items.row(id));

        assertThat(cache.get(id, Item.class)).isEqualTo(items.row(id));
        assertThat(service.find(name, id)).isEqualTo(items.row(id));
        assertThat(items.loads()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"leased", "versioned"})
    void aPutWithoutAGetIsAWriteAndNeverAFill(String name) {
        long id = items.given("pen");

        cache(name).put(id, items.row(id));

        assertThat(redis.exists(name + "::" + id)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"leased", "versioned", "aside", "doubled"})
    void aPutAfterAGetWhoseLeaseIsGoneStillCountsAsAWrite(String name) {
        long id = items.given("pen");
        Cache cache = cache(name);
        assertThat(cache.get(id)).isNull();
        service.evict(name, id, () -> {});
        assertThat(service.find(name, id)).isEqualTo(items.row(id));

        cache.put(id, items.rename(id, "brush"));

        assertThat(service.find(name, id)).isEqualTo(items.row(id));
    }

    @ParameterizedTest
    @ValueSource(strings = {"leased", "versioned", "aside", "doubled"})
    void aCachePutAfterAGetThatMissedIsAWrite(String name) {
        long id = items.given("pen");
        assertThat(cache(name).get(id)).isNull();

        service.put(name, id, () -> items.rename(id, "brush"));

        boolean stored = name.equals("aside") || name.equals("doubled");
        assertThat(redis.holdsValue(name + "::" + id)).isEqualTo(stored);
        assertThat(service.find(name, id)).isEqualTo(items.row(id));
    }

    @ParameterizedTest
    @ValueSource(strings = {"leased", "versioned", "aside", "doubled"})
    void aPutInATransactionAfterAGetBeforeItIsAWrite(String name) {
        long id = items.given("pen");
        Cache cache = cache(name);
        assertThat(cache.get(id)).isNull();

        transactions.run(status -> {
            cache.put(id, items.rename(id, "brush"));
            assertThat(redis.holdsValue(name + "::" + id)).isFalse();
            status.setRollbackOnly();
        });

        assertThat(service.find(name, id))
                .isEqualTo(items.row(id))
                .extracting(Item::name)
                .isEqualTo("pen");
    }

    @ParameterizedTest
    @ValueSource(strings = {"leased", "versioned", "aside", "doubled"})
    void aPutByTheBodyOfACachedMethodInATransactionIsAWrite(String name) {
        long id = items.given("pen");
        Item before = items.row(id);

        Object returned = service.find(name, id, () -> {
            transactions.run(status -> {
                cache(name).put(id, items.rename(id, "brush"));
                assertThat(redis.holdsValue(name + "::" + id)).isFalse();
                status.setRollbackOnly();
            });
            return before;
        });

        assertThat(returned).isEqualTo(before);
        assertThat(service.find(name, id)).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"leased", "versioned", "aside", "doubled"})
    void putIfAbsentInATransactionPublishesNothingBeforeItsCommit(String name) {
        long id = items.given("pen");
        Cache cache = cache(name);

        transactions.run(status -> {
            assertThat(cache.putIfAbsent(id, items.rename(id, "brush"))).isNull();
            assertThat(redis.holdsValue(name + "::" + id)).isFalse();
            status.setRollbackOnly();
        });

        assertThat(service.find(name, id))
                .isEqualTo(items.row(id))
                .extracting(Item::name)
                .isEqualTo("pen");
    }

    @ParameterizedTest
    @ValueSource(strings = {"leased", "versioned", "aside", "doubled"})
    void putIfAbsentKeepsWhatIsThere(String name) {
        long id = items.given("pen");
        Item old = new Item(id, "other", 0);
        Cache cache = cache(name);

        assertThat(cache.putIfAbsent(id, items.row(id))).isNull();
        Cache.ValueWrapper existing = cache.putIfAbsent(id, old);

        assertThat(existing).isNotNull();
        assertThat(existing.get()).isEqualTo(items.row(id));
        assertThat(cache.get(id, Item.class)).isEqualTo(items.row(id));
    }

    @ParameterizedTest
    @ValueSource(strings = {"leased", "versioned", "aside", "doubled"})
    void putIfAbsentAfterAGetThatMissedFills(String name) {
        long id = items.given("pen");
        Cache cache = cache(name);

        assertThat(cache.get(id)).isNull();
        assertThat(cache.putIfAbsent(id, items.row(id))).isNull();

        assertThat(cache.get(id, Item.class)).isEqualTo(items.row(id));
    }

    @ParameterizedTest
    @ValueSource(strings = {"leased", "versioned", "aside", "doubled"})
    void aGetWithALoaderFillsAndUnwrapsNothing(String name) {
        long id = items.given("pen");
        Cache cache = cache(name);
        Exception failure = new Exception("no such luck");

        assertThatThrownBy(() -> cache.get(id, () -> {
                    throw failure;
                }))
                .isInstanceOf(Cache.ValueRetrievalException.class)
                .hasCause(failure);
        assertThat(redis.exists(name + "::" + id)).isFalse();
        assertThat(cache.get(id, () -> items.load(id))).isEqualTo(items.row(id));
        assertThat(cache.get(id, () -> items.load(id))).isEqualTo(items.row(id));
        assertThat(items.loads()).isOne();
    }

    @ParameterizedTest
    @ValueSource(strings = {"leased", "versioned", "aside", "doubled"})
    void evictAndClearRemoveAtOnce(String name) {
        long first = items.given("pen");
        long second = items.given("ink");
        service.find(name, first);
        service.find(name, second);

        cache(name).evict(first);
        assertThat(redis.exists(name + "::" + first)).isFalse();
        assertThat(redis.exists(name + "::" + second)).isTrue();
        cache(name).clear();
        assertThat(redis.keys(name + "::*")).isEmpty();
        service.find(name, first);
        cache(name).invalidate();
        assertThat(redis.exists(name + "::" + first)).isFalse();
    }

    @Test
    void asynchronousReadsAreRefusedWithWhatToDoInstead() {
        assertThatThrownBy(() -> cache("leased").retrieve(1L))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("CompletableFuture")
                .hasMessageContaining("cache-consistency.caches.leased.enabled=false");
    }

    private Cache cache(String name) {
        Cache cache = manager.getCache(name);
        assertThat(cache).isNotNull();
        return cache;
    }
}
