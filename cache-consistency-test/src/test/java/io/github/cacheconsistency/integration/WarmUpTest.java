package io.github.cacheconsistency.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cacheconsistency.WarmUpResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** {@code ConsistentCache.warmUp}: a cache is filled in advance, under leases. */
@LedgerTest
class WarmUpTest {

    @Autowired
    private Ledger ledger;

    @Autowired
    private Items items;

    @Autowired
    private ItemService service;

    @Autowired
    private TypedCaches caches;

    @Autowired
    private Transactions transactions;

    @Autowired
    private RedisProbe redis;

    /** The server gets to know the scripts: a script's very first call takes one more command. */
    @BeforeEach
    void sendScripts() {
        for (String cache : List.of("versioned", "leased", "locked", "aside")) {
            caches.get(cache).warmUp(given(2), items::loadAll);
        }
        items.forgetLoads();
    }

    @AfterEach
    void releaseFills() {
        ledger.releaseFills();
    }

    /** Look up, lease, probe, load, fill: whatever the number of keys, and nothing is left to a background thread. */
    @ParameterizedTest
    @ValueSource(strings = {"leased", "versioned", "locked", "aside", "doubled"})
    void manyKeysAreOneRoundTripEachWayAndFilledOnReturn(String cache) {
        List<Long> ids = given(40);
        boolean leases = !cache.equals("aside") && !cache.equals("doubled");
        ledger.open();

        WarmUpResult result = caches.get(cache).warmUp(ids, items::loadAll);

        assertThat(result).isEqualTo(new WarmUpResult(40, 0, 0));
        assertThat(ledger.commands().stream().filter(command -> !command.equals("PROBE")))
                .startsWith("MGET")
                .hasSize(leases ? 4 : 3);
        assertThat(ids).allMatch(id -> redis.holdsValue(cache + "::" + id));
        items.forgetLoads();
        ids.forEach(id -> assertThat(service.find(cache, id)).isEqualTo(items.row(id)));
        assertThat(items.loads()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"leased", "aside"})
    void veryManyKeysGoInBatches(String cache) {
        List<Long> ids = Stream.generate(items::unused).limit(600).toList();
        List<Integer> sizes = new ArrayList<>();

        WarmUpResult result = caches.get(cache).warmUp(ids, missing -> {
            sizes.add(missing.size());
            return Map.of();
        });

        assertThat(result).as("cached as null").isEqualTo(new WarmUpResult(600, 0, 0));
        assertThat(sizes).containsExactly(256, 256, 88);
    }

    @ParameterizedTest
    @ValueSource(strings = {"leased", "versioned", "locked"})
    void whatIsThereOrUnderWayIsNotLoaded(String cache) {
        long cached = items.given("pen");
        long loading = items.given("ink");
        long missing = items.given("paper");
        caches.get(cache).warmUp(List.of(cached), items::loadAll);
        List<Long> asked = new ArrayList<>();

        caches.get(cache).get(loading, () -> {
            WarmUpResult result = caches.get(cache).warmUp(List.of(cached, loading, missing, missing), ids -> {
                asked.addAll(ids);
                return items.loadAll(ids);
            });
            assertThat(result).isEqualTo(new WarmUpResult(1, 1, 1));
            return items.row(loading);
        });

        assertThat(asked).containsExactly(missing);
    }

    @ParameterizedTest
    @ValueSource(strings = {"leased", "versioned", "locked"})
    void aWriteInBetweenWins(String cache) {
        long written = items.given("pen");
        long quiet = items.given("ink");

        WarmUpResult result = caches.get(cache).warmUp(List.of(written, quiet), ids -> {
            Map<Long, Item> loaded = items.loadAll(ids);
            caches.get(cache).update(written, () -> items.rename(written, "brush"));
            return loaded;
        });

        assertThat(result).isEqualTo(new WarmUpResult(1, 0, 1));
        assertThat(service.find(cache, written)).isEqualTo(items.row(written));
        assertThat(service.find(cache, quiet)).isEqualTo(items.row(quiet));
    }

    @ParameterizedTest
    @ValueSource(strings = {"leased", "versioned", "locked"})
    void insideATransactionItIsRefusedWithWhatToDo(String cache) {
        transactions.run(status -> assertThatThrownBy(() -> caches.get(cache).warmUp(given(1), items::loadAll))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("cache '" + cache + "'")
                .hasMessageContaining("NOT_SUPPORTED"));
        assertThat(items.loads()).isZero();
    }

    @Test
    void anExceptionOfTheLoaderReachesTheCallerAndEndsTheLeases() {
        long id = items.given("pen");
        IOException failure = new IOException("no such luck");
        assertThatThrownBy(() -> caches.get("leased").warmUp(List.of(id), ids -> {
                    throw failure;
                }))
                .isSameAs(failure);
        assertThat(redis.exists("leased::" + id)).isFalse();
    }

    private List<Long> given(int count) {
        return Stream.generate(() -> items.given("pen")).limit(count).toList();
    }
}
