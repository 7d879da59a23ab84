package io.github.cacheconsistency.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;

/**
 * {@code Cache.evictIfPresent} and {@code invalidate} tell the truth where they evict at once, and say "not known" where a
 * commit must come first.
 */
@LedgerTest
class EvictIfPresentTest {

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

    @ParameterizedTest
    @ValueSource(strings = {"leased", "versioned", "aside", "doubled"})
    void aValueWasPresentOnce(String name) {
        long id = items.given("pen");
        service.find(name, id);

        assertThat(cache(name).evictIfPresent(id)).isTrue();
        assertThat(redis.exists(name + "::" + id)).isFalse();
        assertThat(cache(name).evictIfPresent(id)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"leased", "versioned", "aside", "doubled"})
    void aCachedNullWasPresent(String name) {
        long id = items.unused();
        service.find(name, id);
        assertThat(cache(name).evictIfPresent(id)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"leased", "versioned"})
    void aLeaseIsNoEntryAndIsRemovedAllTheSame(String name) {
        long id = items.given("pen");
        assertThat(cache(name).get(id)).isNull();
        assertThat(redis.exists(name + "::" + id)).isTrue();

        assertThat(cache(name).evictIfPresent(id)).isFalse();
        assertThat(redis.exists(name + "::" + id)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"leased", "versioned", "aside", "doubled"})
    void insideATransactionItIsNotKnownAndEvictedByTheCommit(String name) {
        long id = items.given("pen");
        service.find(name, id);

        transactions.run(status -> {
            assertThat(cache(name).evictIfPresent(id)).isFalse();
            status.setRollbackOnly();
        });
        // Under delayed-double-delete the first delete has come already.
        assertThat(service.find(name, id)).isEqualTo(items.row(id));

        transactions.run(status -> assertThat(cache(name).evictIfPresent(id)).isFalse());
        assertThat(redis.exists(name + "::" + id)).isFalse();
    }

    @Test
    void oneOfManyConcurrentCallersEvicts() throws Exception {
        long id = items.given("pen");
        service.find("leased", id);
        int callers = 8;
        CyclicBarrier start = new CyclicBarrier(callers);
        ExecutorService executor = Executors.newFixedThreadPool(callers);
        try {
            Callable<Boolean> eviction = () -> {
                start.await(20, TimeUnit.SECONDS);
                return cache("leased").evictIfPresent(id);
            };
            List<Future<Boolean>> answers = Stream.generate(() -> executor.submit(eviction))
                    .limit(callers)
                    .toList();
            int present = 0;
            for (Future<Boolean> answer : answers) {
                present += answer.get(20, TimeUnit.SECONDS) ? 1 : 0;
            }
            assertThat(present).isOne();
        } finally {
            executor.shutdownNow();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"leased", "versioned", "aside", "doubled"})
    void invalidateTellsWhetherThereWereValues(String name) {
        cache(name).clear();
        long id = items.given("pen");
        service.find(name, id);

        assertThat(cache(name).invalidate()).isTrue();
        assertThat(redis.exists(name + "::" + id)).isFalse();
        assertThat(cache(name).invalidate()).isFalse();
        assertThat(cache(name).get(id)).as("takes a lease, which is no entry").isNull();
        assertThat(cache(name).invalidate()).isFalse();
        assertThat(redis.exists(name + "::" + id)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"leased", "versioned", "aside", "doubled"})
    void insideATransactionInvalidateDoesNotKnow(String name) {
        long id = items.given("pen");
        service.find(name, id);

        transactions.run(status -> {
            assertThat(cache(name).invalidate()).isFalse();
            assertThat(redis.exists(name + "::" + id)).isTrue();
        });

        assertThat(redis.exists(name + "::" + id)).isFalse();
    }

    private Cache cache(String name) {
        return Objects.requireNonNull(manager.getCache(name));
    }
}
