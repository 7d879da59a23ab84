package io.github.cacheconsistency.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

@IntegrationTest
class AnnotationsTest {

    @Autowired
    private ItemService service;

    @Autowired
    private Items items;

    @Autowired
    private RedisProbe redis;

    @Autowired
    private Events events;

    @BeforeEach
    void forget() {
        items.forgetLoads();
        events.forget();
    }

    @ParameterizedTest
    @ValueSource(strings = {"leased", "versioned", "aside", "doubled"})
    void aMissLoadsOnceAndAHitIsOneGet(String cache) {
        long id = items.given("pen");

        assertThat(service.find(cache, id)).isEqualTo(items.row(id));
        redis.resetCommands();
        assertThat(service.find(cache, id)).isEqualTo(items.row(id));

        assertThat(redis.commands()).containsOnlyKeys("get").containsEntry("get", 1L);
        assertThat(items.loads()).isOne();
        assertThat(events.of(cache + "::" + id)).containsExactly("read MISS", "fill ACCEPTED", "read HIT");
        assertThat(redis.timeToLive(cache + "::" + id)).isBetween(Duration.ofMinutes(9), Duration.ofMinutes(10));
    }

    @ParameterizedTest
    @ValueSource(strings = {"leased", "versioned", "aside", "doubled"})
    void aSynchronizedMissLoadsOnceAndAHitIsOneGet(String cache) {
        long id = items.given("pen");

        assertThat(service.findInSync(cache, id)).isEqualTo(items.row(id));
        redis.resetCommands();
        assertThat(service.findInSync(cache, id)).isEqualTo(items.row(id));

        assertThat(redis.commands()).containsOnlyKeys("get").containsEntry("get", 1L);
        assertThat(items.loads()).isOne();
        assertThat(events.of(cache + "::" + id)).containsExactly("read MISS", "fill ACCEPTED", "read HIT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"leased", "versioned", "aside", "doubled"})
    void aNullIsCachedForItsOwnTime(String cache) {
        long plain = items.unused();
        long sync = items.unused();

        assertThat(service.find(cache, plain)).isNull();
        assertThat(service.find(cache, plain)).isNull();
        assertThat(service.findInSync(cache, sync)).isNull();
        assertThat(service.findInSync(cache, sync)).isNull();

        assertThat(items.loads()).isEqualTo(2);
        for (long id : new long[] {plain, sync}) {
            assertThat(redis.timeToLive(cache + "::" + id)).isBetween(Duration.ofSeconds(20), Duration.ofSeconds(30));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"leased", "versioned", "aside", "doubled"})
    void aValueThatUnlessExcludesLeavesNothingBehind(String cache) {
        long id = items.given("secret");

        assertThat(service.findUnlessSecret(cache, id)).isEqualTo(items.row(id));

        assertThat(redis.exists(cache + "::" + id)).isFalse();
        assertThat(service.findUnlessSecret(cache, id)).isEqualTo(items.row(id));
        assertThat(items.loads()).isEqualTo(2);
    }

    @Test
    void aCallThatConditionExcludesDoesNotTouchRedis() {
        long id = items.given("pen");
        redis.resetCommands();

        assertThat(service.findIf("leased", id, false)).isEqualTo(items.row(id));

        assertThat(redis.commands()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"leased", "versioned", "aside", "doubled"})
    void anExceptionOfTheBodyReachesTheCallerUnchangedAndEndsTheLeaseAtOnce(String cache) {
        long id = items.given("pen");
        IllegalStateException failure = new IllegalStateException("no such luck");

        assertThatThrownBy(() -> service.find(cache, id, () -> {
                    throw failure;
                }))
                .isSameAs(failure);
        assertThat(redis.exists(cache + "::" + id)).isFalse();
        assertThatThrownBy(() -> service.findInSync(cache, id, () -> {
                    throw failure;
                }))
                .isSameAs(failure);
        assertThat(redis.exists(cache + "::" + id)).isFalse();
        assertThat(service.find(cache, id)).isEqualTo(items.row(id));
    }

    @ParameterizedTest
    @ValueSource(strings = {"leased", "versioned"})
    void aCachePutStoresNothingUnderAnEmptyKey(String cache) {
        long id = items.given("pen");

        service.put(cache, id, () -> items.rename(id, "brush"));

        assertThat(redis.exists(cache + "::" + id)).isFalse();
    }

    @Test
    void aCachePutInvalidatesUnderALease() {
        long id = items.given("pen");
        service.find("leased", id);

        service.put("leased", id, () -> items.rename(id, "brush"));

        assertThat(redis.exists("leased::" + id)).isFalse();
        assertThat(service.find("leased", id)).isEqualTo(items.row(id));
    }

    @Test
    void aCachePutOfAVersionReplacesOlderOnesOnly() {
        long id = items.given("pen");
        Item old = items.row(id);
        service.find("versioned", id);

        service.put("versioned", id, () -> items.rename(id, "brush"));
        redis.resetCommands();
        assertThat(service.find("versioned", id)).isEqualTo(items.row(id));
        assertThat(redis.commands()).containsOnlyKeys("get");

        service.put("versioned", id, () -> old);
        assertThat(service.find("versioned", id)).isEqualTo(items.row(id));
    }

    @ParameterizedTest
    @ValueSource(strings = {"leased", "versioned", "aside", "doubled"})
    void aCacheEvictRemovesTheEntryAfterTheBody(String cache) {
        long id = items.given("pen");
        service.find(cache, id);

        service.evict(cache, id, () -> {
            assertThat(redis.exists(cache + "::" + id)).isTrue();
            items.rename(id, "brush");
        });

        assertThat(redis.exists(cache + "::" + id)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"leased", "versioned", "aside", "doubled"})
    void aCacheEvictOfAllEntriesRemovesLeasesToo(String cache) {
        List<Long> ids = List.of(items.given("pen"), items.given("ink"));
        ids.forEach(id -> service.find(cache, id));
        String lease = cache + "::leased-key";
        redis.set(lease, "\0cc:lease:somebody");
        redis.set("unrelated", "stays");

        service.evictAll(cache, () -> {});

        assertThat(redis.keys(cache + "::*")).isEmpty();
        assertThat(redis.exists("unrelated")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"leased", "versioned", "aside", "doubled"})
    void anEvictionBeforeTheInvocationIsRepeatedAfterIt(String cache) {
        long id = items.given("pen");
        service.find(cache, id);

        service.evictBefore(cache, id, () -> {
            assertThat(redis.exists(cache + "::" + id)).isFalse();
            service.find(cache, id);
            assertThat(redis.exists(cache + "::" + id)).isTrue();
            items.rename(id, "brush");
        });
        assertThat(redis.exists(cache + "::" + id)).isFalse();

        service.find(cache, id);
        service.evictAllBefore(cache, () -> {
            assertThat(redis.exists(cache + "::" + id)).isFalse();
            service.find(cache, id);
        });
        assertThat(redis.exists(cache + "::" + id)).isFalse();
    }

    @Test
    void anEvictionBeforeTheInvocationIsRepeatedWhenTheBodyFails() {
        long id = items.given("pen");
        IllegalStateException failure = new IllegalStateException("no such luck");

        assertThatThrownBy(() -> service.evictBefore("leased", id, () -> {
                    service.find("leased", id);
                    throw failure;
                }))
                .isSameAs(failure);

        assertThat(redis.exists("leased::" + id)).isFalse();
    }

    @Test
    void cachingWithSeveralEvictionsReachesEveryCache() {
        long id = items.given("pen");
        List.of("leased", "versioned", "aside").forEach(cache -> service.find(cache, id));

        service.evictEverywhere(id, () -> items.rename(id, "brush"));

        for (String cache : List.of("leased", "versioned", "aside")) {
            assertThat(redis.exists(cache + "::" + id)).isFalse();
        }
    }

    @Test
    void oneMethodFillsSeveralCaches() {
        long id = items.given("pen");

        assertThat(service.findInBoth(id)).isEqualTo(items.row(id));

        assertThat(redis.holdsValue("leased::" + id)).isTrue();
        assertThat(redis.holdsValue("versioned::" + id)).isTrue();
        redis.delete("leased::" + id);
        assertThat(service.findInBoth(id)).isEqualTo(items.row(id));
        assertThat(redis.exists("leased::" + id)).as("the lease is given back").isFalse();
        assertThat(items.loads()).isOne();
    }

    @ParameterizedTest
    @ValueSource(strings = {"leased", "versioned", "aside", "doubled"})
    void nestedCachedMethodsFillTheirOwnKeys(String cache) {
        long outer = items.given("pen");
        long inner = items.given("ink");

        service.find(cache, outer, () -> {
            service.findInSync(cache, inner, () -> items.load(inner));
            return items.load(outer);
        });

        items.forgetLoads();
        assertThat(service.find(cache, outer)).isEqualTo(items.row(outer));
        assertThat(service.find(cache, inner)).isEqualTo(items.row(inner));
        assertThat(items.loads()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"leased", "versioned", "aside", "doubled"})
    void aBodyThatReadsItsOwnKeyDoesNotWaitForItself(String cache) {
        long id = items.given("pen");

        Object found = service.find(cache, id, () -> service.findInSync(cache, id, () -> service.find(cache, id)));

        assertThat(found).isEqualTo(items.row(id));
        assertThat(items.loads()).isOne();
        assertThat(redis.holdsValue(cache + "::" + id)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"leased", "versioned", "aside", "doubled"})
    void aCachedTransactionalMethodIsCached(String cache) {
        long id = items.given("pen");

        service.findInTransaction(cache, id);
        service.findInTransaction(cache, id);

        assertThat(items.loads()).isOne();
    }
}
