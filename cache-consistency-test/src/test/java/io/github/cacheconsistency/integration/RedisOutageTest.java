package io.github.cacheconsistency.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cacheconsistency.build.ProvokedLog;
import io.github.cacheconsistency.build.ProvokesLog;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.context.TestPropertySource;

/**
 * Reads and writes while Redis refuses, hangs or cuts its replies. The failover watch, which would keep readers away from
 * such a Redis before the circuit does, is off here; {@link RedisOutageUnderWatchTest} does the same with it.
 */
@IntegrationTest
@ExtendWith(OutputCaptureExtension.class)
@TestPropertySource(
        properties = {
            "cache-consistency.redis.command-timeout=200ms",
            "cache-consistency.redis.circuit-breaker.open-duration=200ms",
            "cache-consistency.redis.circuit-breaker.slow-call-duration=5s",
            "cache-consistency.invalidation-retry.max-keys=3",
            "cache-consistency.failover-watch.enabled=false"
        })
@ProvokesLog("io.github.cacheconsistency.observation.LoggingCacheConsistencyListener")
@ProvokesLog("io.github.cacheconsistency.internal.write.PendingInvalidations")
class RedisOutageTest {

    enum Outage {
        REFUSED {
            @Override
            void begin(RedisLink link) {
                link.refuse();
            }
        },
        HANGING {
            @Override
            void begin(RedisLink link) {
                link.hang();
            }
        },
        CUT_REPLIES {
            @Override
            void begin(RedisLink link) {
                link.cutReplies();
            }
        };

        abstract void begin(RedisLink link);
    }

    static Stream<Arguments> everyCacheAndOutage() {
        return Stream.of("leased", "versioned", "aside", "doubled")
                .flatMap(cache -> Stream.of(Outage.values()).map(outage -> Arguments.of(cache, outage)));
    }

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
    private Events events;

    @Autowired
    private ManualSchedule schedule;

    @Autowired
    private MeterRegistry meters;

    @BeforeEach
    void forget() {
        items.forgetLoads();
        events.forget();
    }

    /** The circuit is open, the connection broken, or both: wait until reads hit again. */
    @AfterEach
    void recover() {
        link.restore();
        long id = items.given("probe");
        await().until(() -> {
            schedule.advance(Duration.ofSeconds(1));
            service.find("leased", id);
            items.forgetLoads();
            service.find("leased", id);
            return items.loads() == 0;
        });
        schedule.advance(Duration.ofMinutes(1));
    }

    /** Costs a timeout per read, so two strategies stand for their like. */
    static Stream<Arguments> someCachesAndEveryOutage() {
        return Stream.of("versioned", "aside")
                .flatMap(cache -> Stream.of(Outage.values()).map(outage -> Arguments.of(cache, outage)));
    }

    @ParameterizedTest
    @MethodSource("someCachesAndEveryOutage")
    void readsGoToTheDatabase(String cache, Outage outage) {
        long cached = items.given("pen");
        long missing = items.given("ink");
        cache(cache, cached);
        outage.begin(link);

        for (long id : new long[] {cached, missing}) {
            assertThat(service.find(cache, id)).isEqualTo(items.row(id));
            assertThat(service.findInSync(cache, id)).isEqualTo(items.row(id));
            assertThat(caches.get(cache).get(id, () -> items.load(id))).isEqualTo(items.row(id));
        }
        assertThat(caches.get(cache).getAll(List.of(cached, missing), items::loadAll))
                .containsEntry(cached, items.row(cached))
                .containsEntry(missing, items.row(missing));

        assertThat(events.of(cache + "::" + missing)).hasSize(4).containsOnly("read REDIS_FAILED");
    }

    @ParameterizedTest
    @EnumSource(Outage.class)
    void theCircuitOpensAndClosesAgain(Outage outage) {
        long id = items.given("pen");
        cache("leased", id);
        events.forget();
        outage.begin(link);
        for (int call = 0; call < 25; call++) {
            assertThat(service.find("leased", id)).isEqualTo(items.row(id));
        }

        long failed = events.of("leased::" + id).stream()
                .filter("read REDIS_FAILED"::equals)
                .count();
        assertThat(failed).isEqualTo(25);
        assertThat(meters.counter("cache.consistency.reads", "cache", "leased", "outcome", "redis_failed")
                        .count())
                .isGreaterThanOrEqualTo(25);

        link.restore();
        await().until(() -> {
            schedule.advance(Duration.ofMillis(100));
            items.forgetLoads();
            service.find("leased", id);
            return items.loads() == 0;
        });
    }

    @ParameterizedTest
    @MethodSource("everyCacheAndOutage")
    void aFailedInvalidationIsRetriedAndThisNodeReadsThroughUntilThen(
            String cache, Outage outage, CapturedOutput output, ProvokedLog log) {
        long id = items.given("pen");
        String key = cache + "::" + id;
        cache(cache, id);
        double failedBefore = invalidations(cache, "failed");
        double recoveredBefore = invalidations(cache, "recovered");
        outage.begin(link);

        Item changed = caches.get(cache).update(id, () -> items.rename(id, "confidential"));

        assertThat(changed).isEqualTo(items.row(id));
        assertThat(invalidations(cache, "failed")).isEqualTo(failedBefore + 1);
        link.restore();
        if (outage == Outage.REFUSED) {
            assertThat(redis.holdsValue(key)).as("the old value is still there").isTrue();
        }
        assertThat(service.find(cache, id)).isEqualTo(changed);
        assertThat(service.findInSync(cache, id)).isEqualTo(changed);
        assertThat(caches.get(cache).get(id, () -> items.load(id))).isEqualTo(changed);
        assertThat(caches.get(cache).getAll(List.of(id), items::loadAll)).containsEntry(id, changed);

        await().until(() -> {
            schedule.advance(Duration.ofSeconds(1));
            return invalidations(cache, "recovered") > recoveredBefore;
        });
        assertThat(redis.exists(key)).isFalse();
        schedule.advance(Duration.ofMinutes(1));
        assertThat(output + log.toString()).doesNotContain("confidential");
    }

    @Test
    void aFailedInvalidationIsLoggedWithCacheAndKeyAndWithoutTheValue(CapturedOutput output, ProvokedLog log) {
        // Ends the interval in which messages of one kind are only summed up.
        schedule.advance(Duration.ofHours(1));
        long id = items.given("pen");
        cache("leased", id);
        link.refuse();

        caches.get("leased").update(id, () -> items.rename(id, "confidential"));

        assertThat(log.toString())
                .contains("cache 'leased', key 'leased::" + id + "'")
                .doesNotContain("confidential");
        assertThat(output).doesNotContain("confidential");
    }

    @ParameterizedTest
    @ValueSource(strings = {"leased", "versioned", "aside", "doubled"})
    void aClearThatFailedIsRetried(String cache) {
        long id = items.given("pen");
        cache(cache, id);
        link.refuse();

        service.evictAll(cache, () -> items.rename(id, "brush"));

        link.restore();
        assertThat(service.find(cache, id)).isEqualTo(items.row(id));
        await().until(() -> {
            schedule.advance(Duration.ofSeconds(1));
            return !redis.exists(cache + "::" + id);
        });
    }

    @Test
    void theDelayedDeleteIsRetriedWhenItFails() {
        long id = items.given("pen");
        String key = "doubled::" + id;
        caches.get("doubled").update(id, () -> items.rename(id, "brush"));
        redis.set(key, "a stale fill");
        link.refuse();

        schedule.advance(Duration.ofMillis(500));

        assertThat(redis.exists(key)).isTrue();
        assertThat(events.of(key)).contains("invalidation FAILED");
        link.restore();
        assertThat(service.find("doubled", id)).isEqualTo(items.row(id));
        // Not only until the key is gone: a delete whose answer came too late has failed, and is tried again.
        await().until(() -> {
            schedule.advance(Duration.ofSeconds(1));
            return events.of(key).contains("invalidation RECOVERED");
        });
        assertThat(redis.exists(key)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"leased", "versioned", "aside", "doubled"})
    void tooManyFailedInvalidationsRemoveTheWholeCache(String cache) {
        long bystander = items.given("bystander");
        cache(cache, bystander);
        List<Long> ids =
                Stream.of("pen", "ink", "paper", "paint").map(items::given).toList();
        ids.forEach(id -> cache(cache, id));
        redis.set("unrelated", "stays");
        link.refuse();

        ids.forEach(id -> caches.get(cache).update(id, () -> items.rename(id, "brush")));
        link.restore();

        ids.forEach(id -> assertThat(service.find(cache, id)).isEqualTo(items.row(id)));
        await().until(() -> {
            schedule.advance(Duration.ofSeconds(1));
            return !redis.exists(cache + "::" + bystander);
        });
        assertThat(redis.keys(cache + "::*")).isEmpty();
        assertThat(redis.exists("unrelated")).isTrue();
    }

    /** Again if need be: the timeout of these tests is short enough for a busy machine to exceed it now and then. */
    private void cache(String cache, long id) {
        await().until(
                        () -> {
                            // The failover watch, where it is on, looks again whether Redis can be trusted.
                            schedule.advance(Duration.ofSeconds(1));
                            return service.find(cache, id);
                        },
                        any -> redis.holdsValue(cache + "::" + id));
    }

    private double invalidations(String cache, String outcome) {
        return meters.counter("cache.consistency.invalidations", "cache", cache, "outcome", outcome)
                .count();
    }
}
