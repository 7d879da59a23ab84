package io.github.cacheconsistency.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.cache.CacheManager;
import org.springframework.test.context.TestPropertySource;

/**
 * Loads that take long, wait for one another, or never end, on real threads. Readers wait for longer than these tests may
 * take: whoever waits where it should not makes its test fail by the timeout.
 */
@IntegrationTest
@Timeout(60)
@TestPropertySource(
        properties = {
            "cache-consistency.lease.time=30s",
            "cache-consistency.lease.wait=10m",
            "cache-consistency.lease.longest=10m",
            "cache-consistency.load.max-wait=100ms",
            "cache-consistency.redis.command-timeout=30s"
        })
class LoadsThatWaitTest {

    private static final int LIMIT = 4;

    @Autowired
    private ItemService service;

    @Autowired
    private CacheManager caches;

    @Autowired
    private Items items;

    @Autowired
    private RedisProbe redis;

    @Autowired
    private ManualSchedule schedule;

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @BeforeEach
    void forget() {
        items.forgetLoads();
    }

    @AfterEach
    void endThreads() throws Exception {
        threads.shutdownNow();
        assertThat(threads.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"leased", "versioned"})
    void aSlowHotKeyIsOneLoadWhoseLeaseIsRenewed(String cache) throws Exception {
        long id = items.given("pen");
        String key = cache + "::" + id;
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch loaded = new CountDownLatch(1);
        List<Future<Object>> readers = new ArrayList<>();
        for (int reader = 0; reader < 40; reader++) {
            readers.add(threads.submit(() -> service.find(cache, id, () -> {
                Item item = items.load(id);
                started.countDown();
                await(loaded);
                return item;
            })));
        }
        assertThat(started.await(20, TimeUnit.SECONDS)).isTrue();
        redis.set(key, Objects.requireNonNull(redis.bytes(key)), Duration.ofSeconds(10));
        schedule.advance(Duration.ofSeconds(10));
        assertThat(redis.timeToLive(key)).as("after its renewal").isGreaterThan(Duration.ofSeconds(10));
        loaded.countDown();

        for (Future<Object> reader : readers) {
            assertThat(reader.get()).isEqualTo(items.row(id));
        }
        assertThat(items.loads()).isOne();
        assertThat(redis.holdsValue(key)).as("its fill was accepted").isTrue();
    }

    @Test
    void loadsOfOneCacheThatWaitForLoadsOfAnotherDoNotHoldThemUp() throws Exception {
        List<Future<Object>> pages = IntStream.range(0, 3 * LIMIT)
                .mapToObj(page -> threads.submit(() -> service.find("leased", items.unused(), () -> partsOf("aside"))))
                .toList();
        for (Future<Object> page : pages) {
            assertThat(page.get()).isEqualTo("partpartpart");
        }
    }

    @Test
    void loadsOfOneCacheThatWaitForOneAnotherEndAllTheSame() throws Exception {
        CyclicBarrier allHaveTheirTurn = new CyclicBarrier(LIMIT);
        List<Future<Object>> pages = IntStream.range(0, LIMIT)
                .mapToObj(page -> threads.submit(() -> service.find("leased", items.unused(), () -> {
                    meet(allHaveTheirTurn);
                    return partsOf("leased");
                })))
                .toList();
        for (Future<Object> page : pages) {
            assertThat(page.get()).isEqualTo("partpartpart");
        }
    }

    private Object partsOf(String cache) {
        List<Future<Object>> parts = IntStream.range(0, 3)
                .mapToObj(part -> threads.submit(() -> service.find(cache, items.unused(), () -> "part")))
                .toList();
        return parts.stream().map(LoadsThatWaitTest::result).reduce("", (one, other) -> one + "" + other);
    }

    @Test
    void slowLoadsOfOneCacheDoNotHoldUpAnother() throws Exception {
        CountDownLatch slow = new CountDownLatch(1);
        CountDownLatch started = new CountDownLatch(LIMIT);
        for (int load = 0; load < LIMIT; load++) {
            threads.submit(() -> service.find("leased", items.unused(), () -> {
                started.countDown();
                await(slow);
                return "rate";
            }));
        }
        assertThat(started.await(20, TimeUnit.SECONDS)).isTrue();
        long id = items.given("pen");
        assertThat(service.find("versioned", id)).isEqualTo(items.row(id));
        slow.countDown();
    }

    @ParameterizedTest
    @ValueSource(strings = {"leased", "versioned", "aside", "doubled"})
    void loadsThatReadEachOthersKeysDoNotWaitForEachOther(String cache) throws Exception {
        long one = items.given("pen");
        long other = items.given("ink");
        CyclicBarrier bothLoad = new CyclicBarrier(2);
        Future<Object> first = threads.submit(() -> crossed(cache, one, other, bothLoad));
        Future<Object> second = threads.submit(() -> crossed(cache, other, one, bothLoad));
        assertThat(first.get()).isEqualTo(items.row(one));
        assertThat(second.get()).isEqualTo(items.row(other));
    }

    /** Which the library cannot know to wait for each other: the threads that read are not those that load. */
    @ParameterizedTest
    @ValueSource(strings = {"leased", "versioned", "aside", "doubled"})
    void neitherDoLoadsThatReadEachOthersKeysOnOtherThreads(String cache) throws Exception {
        long one = items.given("pen");
        long other = items.given("ink");
        CyclicBarrier bothLoad = new CyclicBarrier(2);
        Future<Object> first = threads.submit(() -> crossedElsewhere(cache, one, other, bothLoad));
        Future<Object> second = threads.submit(() -> crossedElsewhere(cache, other, one, bothLoad));
        Awaitility.await().until(() -> {
            // The library looks for circles at intervals, and the schedule of this test stands still by itself.
            schedule.advance(Duration.ofMillis(250));
            return first.isDone() && second.isDone();
        });
        assertThat(first.get()).isEqualTo(items.row(one));
        assertThat(second.get()).isEqualTo(items.row(other));
    }

    private Object crossedElsewhere(String cache, long own, long other, CyclicBarrier bothLoad) {
        return service.find(cache, own, () -> {
            meet(bothLoad);
            result(threads.submit(() -> service.find(cache, other, () -> items.load(other))));
            return items.load(own);
        });
    }

    private Object crossed(String cache, long own, long other, CyclicBarrier bothLoad) {
        return service.find(cache, own, () -> {
            meet(bothLoad);
            service.find(cache, other, () -> items.load(other));
            return items.load(own);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"leased", "versioned", "aside", "doubled"})
    void aMereLookHoldsUpNoReader(String cache) throws Exception {
        long id = items.given("pen");
        assertThat(Objects.requireNonNull(caches.getCache(cache)).get(id)).isNull();

        assertThat(threads.submit(() -> service.find(cache, id)).get()).isEqualTo(items.row(id));
        assertThat(threads.submit(() -> service.find(cache, id)).get()).isEqualTo(items.row(id));

        assertThat(items.loads()).isOne();
    }

    @ParameterizedTest
    @ValueSource(strings = {"leased", "versioned"})
    void aMereLookByTheBodyOfACachedMethodHoldsUpNoReaderEither(String cache) throws Exception {
        long id = items.given("pen");
        CountDownLatch slow = new CountDownLatch(1);
        CountDownLatch looked = new CountDownLatch(2);
        Runnable body = () -> {
            Objects.requireNonNull(caches.getCache(cache)).get(id);
            looked.countDown();
            await(slow);
        };
        threads.submit(() -> service.find("aside", items.unused(), () -> {
            body.run();
            return "other";
        }));
        threads.submit(() -> service.evict("aside", items.unused(), body));
        assertThat(looked.await(20, TimeUnit.SECONDS)).isTrue();

        assertThat(service.find(cache, id)).isEqualTo(items.row(id));
        assertThat(service.find(cache, id)).isEqualTo(items.row(id));

        slow.countDown();
        assertThat(items.loads()).isOne();
    }

    @ParameterizedTest
    @ValueSource(strings = {"leased", "versioned", "aside", "doubled"})
    void aPutByTheBodyOfACachedMethodAfterItsLookFills(String cache) {
        long id = items.given("pen");
        service.find("leased", items.unused(), () -> {
            Objects.requireNonNull(caches.getCache(cache)).get(id);
            Objects.requireNonNull(caches.getCache(cache)).put(id, items.row(id));
            return "other";
        });
        assertThat(service.find(cache, id)).isEqualTo(items.row(id));
        assertThat(items.loads()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"leased", "versioned"})
    void aThreadTakesOverItsOwnLook(String cache) {
        long id = items.given("pen");
        assertThat(Objects.requireNonNull(caches.getCache(cache)).get(id)).isNull();
        assertThat(service.find(cache, id)).isEqualTo(items.row(id));
        assertThat(redis.holdsValue(cache + "::" + id)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"leased", "versioned"})
    void aLookWaitsForNoLoad(String cache) throws Exception {
        long id = items.given("pen");
        CountDownLatch slow = new CountDownLatch(1);
        CountDownLatch started = new CountDownLatch(1);
        Future<Object> reader = threads.submit(() -> service.find(cache, id, () -> {
            started.countDown();
            await(slow);
            return items.load(id);
        }));
        assertThat(started.await(20, TimeUnit.SECONDS)).isTrue();

        assertThat(Objects.requireNonNull(caches.getCache(cache)).get(id)).isNull();

        slow.countDown();
        assertThat(reader.get()).isEqualTo(items.row(id));
        assertThat(redis.holdsValue(cache + "::" + id))
                .as("the look took no lease away")
                .isTrue();
    }

    private static void await(CountDownLatch latch) {
        result(() -> latch.await(50, TimeUnit.SECONDS));
    }

    private static void meet(CyclicBarrier barrier) {
        result(() -> barrier.await(20, TimeUnit.SECONDS));
    }

    private static Object result(Future<Object> future) {
        return result((Callable<Object>) future::get);
    }

    private static <T> T result(Callable<T> action) {
        try {
            return action.call();
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }
}
