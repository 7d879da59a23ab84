package io.github.cacheconsistency.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.test.context.TestPropertySource;

@IntegrationTest
@TestPropertySource(properties = "cache-consistency.lease.wait=1s")
class CorruptValuesTest {

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
    private MeterRegistry meters;

    @BeforeEach
    void forget() {
        items.forgetLoads();
        events.forget();
    }

    static Stream<Arguments> everyCacheAndCorruption() {
        return Stream.of("leased", "versioned", "aside", "doubled")
                .flatMap(cache -> Stream.of(
                                "",
                                "no serialized object",
                                "\0cc:",
                                "\0cc:unheard-of",
                                "\0cc:version:123",
                                "\0cc:version:99999999999999999999garbage",
                                "\0cc:version:09223372036854775809garbage",
                                "\0cc:value:garbage")
                        .map(bytes -> Arguments.of(cache, bytes)));
    }

    @ParameterizedTest
    @MethodSource("everyCacheAndCorruption")
    void unreadableBytesAreAMissReportedAndOverwritten(String cache, String bytes) {
        isAMiss(cache, bytes, (name, id) -> service.find(name, id));
        isAMiss(cache, bytes, (name, id) -> service.findInSync(name, id));
        isAMiss(cache, bytes, (name, id) -> caches.get(name).get(id, () -> items.load(id)));
    }

    private void isAMiss(String cache, String bytes, BiFunction<String, Long, Object> read) {
        long bystander = items.given("bystander");
        service.find(cache, bystander);
        long id = items.given("pen");
        redis.set(cache + "::" + id, bytes);
        double corruptBefore = corrupt(cache);
        events.forget();
        items.forgetLoads();

        assertThat(read.apply(cache, id)).isEqualTo(items.row(id));

        assertThat(items.loads()).isOne();
        assertThat(events.of(cache + "::" + id)).containsOnlyOnce("corrupt").endsWith("read MISS", "fill ACCEPTED");
        assertThat(corrupt(cache)).isEqualTo(corruptBefore + 1);
        assertThat(service.find(cache, id)).isEqualTo(items.row(id));
        assertThat(items.loads()).isOne();
        assertThat(redis.holdsValue(cache + "::" + bystander)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("everyCacheAndCorruption")
    void unreadableBytesInABatchAreAMiss(String cache, String bytes) {
        long good = items.given("pen");
        long bad = items.given("ink");
        service.find(cache, good);
        redis.set(cache + "::" + bad, bytes);
        items.forgetLoads();

        assertThat(caches.get(cache).getAll(List.of(bad, good), items::loadAll))
                .containsExactly(entry(bad, items.row(bad)), entry(good, items.row(good)));

        assertThat(events.of(cache + "::" + bad)).contains("corrupt");
        assertThat(items.loads()).isOne();
        assertThat(service.find(cache, bad)).isEqualTo(items.row(bad));
    }

    @ParameterizedTest
    @MethodSource("everyCacheAndCorruption")
    void unreadableBytesAreAMissInsideATransaction(String cache, String bytes, @Autowired Transactions transactions) {
        long id = items.given("pen");
        redis.set(cache + "::" + id, bytes);

        transactions.run(status -> assertThat(service.find(cache, id)).isEqualTo(items.row(id)));

        assertThat(events.of(cache + "::" + id)).contains("corrupt");
    }

    /** A write must get through whatever the key holds. */
    @ParameterizedTest
    @MethodSource("everyCacheAndCorruption")
    void aWriteReplacesUnreadableBytes(String cache, String bytes) {
        long id = items.given("pen");
        redis.set(cache + "::" + id, bytes);

        caches.get(cache).update(id, () -> items.rename(id, "brush"));

        assertThat(service.find(cache, id)).isEqualTo(items.row(id));
    }

    @Test
    void bytesThatLookLikeALeaseAreNeverAValueAndNobodyWaitsForThemForEver() {
        long id = items.given("pen");
        redis.set("leased::" + id, "\0cc:lease:");

        assertThat(service.find("leased", id)).isEqualTo(items.row(id));

        assertThat(events.of("leased::" + id)).containsExactly("read READ_THROUGH");
        service.evict("leased", id, () -> {});
        assertThat(service.find("leased", id)).isEqualTo(items.row(id));
        assertThat(redis.holdsValue("leased::" + id)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("everyCacheAndCorruption")
    void putIfAbsentOverUnreadableBytesDoesNotMistakeThemForAnotherKey(
            String cache, String bytes, @Autowired CacheManager manager) {
        long other = items.given("other");
        service.find(cache, other);
        assertThat(service.find(cache, other)).isNotNull();
        long id = items.given("pen");
        redis.set(cache + "::" + id, bytes);
        Cache byHand = manager.getCache(cache);

        byHand.putIfAbsent(id, items.row(id));

        assertThat(redis.holdsValue(cache + "::" + other)).isTrue();
        assertThat(events.of(cache + "::" + id)).contains("corrupt");
        assertThat(service.find(cache, id)).isEqualTo(items.row(id));
    }

    private double corrupt(String cache) {
        var counter = meters.find("cache.consistency.corrupt.values")
                .tag("cache", cache)
                .counter();
        return counter == null ? 0 : counter.count();
    }
}
