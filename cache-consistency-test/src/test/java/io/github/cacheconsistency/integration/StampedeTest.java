package io.github.cacheconsistency.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.github.cacheconsistency.build.ProvokesLog;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/**
 * Real threads on one key, with a connection pool of five and four loads at a time. No lookup fails because so many threads
 * share the machine: the timeouts are out of their reach.
 */
@IntegrationTest
@TestPropertySource(
        properties = {
            "cache-consistency.lease.wait=30s",
            "cache-consistency.load.max-wait=30s",
            "cache-consistency.redis.command-timeout=30s",
            "cache-consistency.redis.circuit-breaker.slow-call-duration=30s",
            "cache-consistency.redis.circuit-breaker.open-duration=100ms"
        })
@ProvokesLog("io.github.cacheconsistency.observation.LoggingCacheConsistencyListener")
class StampedeTest {

    private static final int READERS = 200;

    @Autowired
    private ItemService service;

    @Autowired
    private TypedCaches caches;

    @Autowired
    private Items items;

    @Autowired
    private RedisProbe redis;

    @Autowired
    private RedisLink link;

    @Autowired
    private RedisRecovery recovery;

    @Autowired
    private Transactions transactions;

    @Autowired
    private HikariDataSource pool;

    @BeforeEach
    void forget() {
        items.forgetLoads();
    }

    @AfterEach
    void recover() {
        recovery.await();
        long id = items.given("probe");
        await().until(() -> {
            items.forgetLoads();
            service.find("leased", id);
            return items.loads() == 0;
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"leased", "versioned", "aside", "doubled"})
    void aHotKeyIsLoadedOncePerExpiry(String cache) throws Exception {
        long id = items.given("pen");
        Item row = items.row(id);
        for (int expiry = 0; expiry < 3; expiry++) {
            redis.delete(cache + "::" + id);
            items.forgetLoads();

            List<Object> found = together(READERS, reader -> switch (reader % 3) {
                case 0 -> service.find(cache, id);
                case 1 -> service.findInSync(cache, id);
                default -> caches.get(cache).get(id, () -> items.load(id));
            });

            assertThat(found).hasSize(READERS).containsOnly(row);
            assertThat(items.loads()).isOne();
        }
        assertThat(pool.getHikariPoolMXBean().getThreadsAwaitingConnection()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"leased", "versioned", "aside", "doubled"})
    void aLoaderThatFailsUnderAHerdFailsEveryReaderWithItsOwnException(String cache) throws Exception {
        long id = items.given("pen");

        List<Object> failures = together(50, reader -> {
            try {
                return service.find(cache, id, () -> {
                    throw new IllegalStateException("of reader " + reader);
                });
            } catch (IllegalStateException failure) {
                return failure.getMessage().equals("of reader " + reader);
            }
        });

        assertThat(failures).hasSize(50).containsOnly(true);
        assertThat(redis.exists(cache + "::" + id)).isFalse();
        assertThat(service.find(cache, id)).isEqualTo(items.row(id));
    }

    @Test
    void withoutRedisNoMoreThanTheAllowedLoadsRunAtATime() throws Exception {
        long id = items.given("pen");
        link.refuse();
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();

        List<Object> found = together(
                50,
                reader -> service.find("leased", id + reader % 2, () -> {
                    most.accumulateAndGet(running.incrementAndGet(), Math::max);
                    try {
                        return transactions.call(() -> "row " + items.load(id));
                    } finally {
                        running.decrementAndGet();
                    }
                }));

        assertThat(found).hasSize(50).containsOnly("row " + items.row(id));
        assertThat(most.get()).isBetween(1, 4);
    }

    @Test
    void nestedLoadsNeedNoSecondPermit() throws Exception {
        List<Long> outer = new ArrayList<>();
        for (int index = 0; index < 4; index++) {
            outer.add(items.given("pen"));
        }
        CyclicBarrier allHoldAPermit = new CyclicBarrier(4);

        List<Object> found = together(
                4,
                reader -> service.find("leased", outer.get(reader), () -> {
                    meet(allHoldAPermit);
                    long inner = items.given("ink");
                    return service.findInSync(
                            "versioned", inner, () -> caches.get("aside").get(inner, () -> items.load(inner)));
                }));

        assertThat(found).hasSize(4).doesNotContainNull();
    }

    @Test
    void aReaderInATransactionNeedsNoPermit() throws Exception {
        CountDownLatch holding = new CountDownLatch(4);
        CountDownLatch done = new CountDownLatch(1);
        ExecutorService holders = Executors.newFixedThreadPool(4);
        try {
            for (int index = 0; index < 4; index++) {
                long id = items.unused();
                holders.submit(() -> service.find("leased", id, () -> {
                    holding.countDown();
                    return completed(done);
                }));
            }
            assertThat(holding.await(60, TimeUnit.SECONDS)).isTrue();
            long id = items.given("pen");

            transactions.run(status -> assertThat(service.find("leased", id)).isEqualTo(items.row(id)));
        } finally {
            done.countDown();
            holders.shutdown();
            assertThat(holders.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static boolean completed(CountDownLatch latch) {
        try {
            return latch.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await(60, TimeUnit.SECONDS);
        } catch (Exception broken) {
            throw new IllegalStateException("Expected all readers to load at the same time", broken);
        }
    }

    @FunctionalInterface
    private interface Reader {
        @Nullable
        Object read(int reader) throws Exception;
    }

    private static List<Object> together(int readers, Reader body) throws Exception {
        CyclicBarrier start = new CyclicBarrier(readers);
        ExecutorService threads = Executors.newFixedThreadPool(readers);
        try {
            List<Future<Object>> futures = new ArrayList<>();
            for (int index = 0; index < readers; index++) {
                int reader = index;
                futures.add(threads.submit(() -> {
                    meet(start);
                    return body.read(reader);
                }));
            }
            List<Object> results = new ArrayList<>();
            for (Future<Object> future : futures) {
                results.add(future.get(60, TimeUnit.SECONDS));
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }
}
