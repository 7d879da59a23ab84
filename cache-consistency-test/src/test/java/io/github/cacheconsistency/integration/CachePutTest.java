package io.github.cacheconsistency.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;

/** Strategies that promise nothing store what is put as the stock cache manager does; the others never do. */
@LedgerTest
class CachePutTest {

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
    @ValueSource(strings = {"aside", "doubled"})
    void aPutIsReadBackWithoutALoad(String name) {
        long annotated = items.given("pen");
        long byHand = items.given("ink");

        service.put(name, annotated, () -> items.rename(annotated, "brush"));
        cache(name).put(byHand, items.row(byHand));

        assertThat(service.find(name, annotated)).isEqualTo(items.row(annotated));
        assertThat(service.find(name, byHand)).isEqualTo(items.row(byHand));
        assertThat(items.loads()).isZero();
    }

    /** How warm-up jobs are mostly written. */
    @ParameterizedTest
    @ValueSource(strings = {"aside", "doubled"})
    void putsAfterAClearLeaveTheCacheWarm(String name) {
        List<Long> ids = List.of(items.given("pen"), items.given("ink"));
        ids.forEach(id -> service.find(name, id));
        items.forgetLoads();

        service.evictAll(name, () -> {});
        ids.forEach(id -> service.put(name, id, () -> items.rename(id, "brush")));

        ids.forEach(id -> assertThat(service.find(name, id)).isEqualTo(items.row(id)));
        assertThat(items.loads()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"aside", "doubled"})
    void insideATransactionAPutIsStoredByItsCommitOnly(String name) {
        long id = items.given("pen");

        transactions.run(status -> {
            service.put(name, id, () -> items.rename(id, "rolled back"));
            status.setRollbackOnly();
        });
        assertThat(redis.exists(name + "::" + id)).isFalse();

        transactions.run(status -> {
            service.put(name, id, () -> items.rename(id, "brush"));
            cache(name).put(id, items.row(id));
            assertThat(redis.exists(name + "::" + id)).isFalse();
        });
        assertThat(service.find(name, id)).isEqualTo(items.row(id));
        assertThat(items.loads()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"aside", "doubled"})
    void theLastOfAPutAndAnEvictionCounts(String name) {
        long evicted = items.given("pen");
        long put = items.given("ink");

        transactions.run(status -> {
            service.put(name, evicted, () -> items.row(evicted));
            service.evict(name, evicted, () -> {});
            service.evict(name, put, () -> {});
            service.put(name, put, () -> items.row(put));
        });

        assertThat(redis.exists(name + "::" + evicted)).isFalse();
        assertThat(redis.holdsValue(name + "::" + put)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"leased", "versioned"})
    void aStrategyWithLeasesStoresNoPutUnderAnEmptyKey(String name) {
        long id = items.given("pen");
        service.put(name, id, () -> items.row(id));
        assertThat(redis.exists(name + "::" + id)).isFalse();
    }

    private Cache cache(String name) {
        return Objects.requireNonNull(manager.getCache(name));
    }
}
