package io.github.cacheconsistency.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cacheconsistency.ConsistentCache;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;

/** Fills of {@code row-lock-lease} that are held back until after their read has returned, and longer. */
@LedgerTest
class LateFillTest {

    @Autowired
    private Ledger ledger;

    @Autowired
    private Items items;

    @Autowired
    private ItemService service;

    @Autowired
    private TypedCaches caches;

    @Autowired
    private RedisProbe redis;

    @Autowired
    private Events events;

    @Autowired
    private PendingFills fills;

    private ConsistentCache<Long, Item> cache;

    @BeforeEach
    void holdFills(@Autowired TypedCaches typed) {
        cache = typed.get("locked");
        long warm = items.given("pen");
        service.find("leased", warm);
        assertThat(redis.holdsValue("leased::" + warm)).isTrue();
        items.forgetLoads();
        events.forget();
        ledger.holdFills();
    }

    @AfterEach
    void releaseFills() {
        ledger.releaseFills();
    }

    @ParameterizedTest
    @EnumSource
    void isRefusedAfterAWriteThatCommittedMeanwhile(Seam seam) {
        long id = items.given("pen");
        assertThat(seam.read(service, caches, items, "locked", id).name()).isEqualTo("pen");
        cache.update(id, () -> items.rename(id, "brush"));

        ledger.releaseFills();

        fills.await();
        assertThat(events.of("locked::" + id)).endsWith("fill REFUSED");
        assertThat(redis.exists("locked::" + id)).isFalse();
        assertThat(seam.read(service, caches, items, "locked", id).name()).isEqualTo("brush");
    }

    @Test
    void ofABatchIsRefusedOnlyForTheKeysThatWereWritten() {
        long written = items.given("pen");
        long other = items.given("ink");
        Map<Long, Item> read = cache.getAll(List.of(written, other), items::loadAll);
        assertThat(read.get(written).name()).isEqualTo("pen");
        cache.update(written, () -> items.rename(written, "brush"));

        ledger.releaseFills();

        fills.await();
        assertThat(redis.holdsValue("locked::" + other)).isTrue();
        assertThat(events.of("locked::" + written)).endsWith("fill REFUSED");
        assertThat(redis.exists("locked::" + written)).isFalse();
    }

    @Test
    void isRefusedAfterItsLeaseHasExpired() {
        long id = items.given("pen");
        cache.get(id, () -> items.load(id));
        redis.delete("locked::" + id);
        ledger.releaseFills();
        fills.await();
        assertThat(events.of("locked::" + id)).endsWith("fill REFUSED");
        assertThat(redis.exists("locked::" + id)).isFalse();
    }

    @Test
    void isWaitedForByOtherReadersWhichThenHit() throws Exception {
        long id = items.given("pen");
        cache.get(id, () -> items.load(id));
        CompletableFuture<Item> follower = CompletableFuture.supplyAsync(() -> cache.get(id, () -> items.load(id)));

        ledger.releaseFills();

        assertThat(follower.get(60, TimeUnit.SECONDS)).isEqualTo(items.row(id));
        assertThat(cache.get(id, () -> items.load(id))).isEqualTo(items.row(id));
        assertThat(items.loads()).isOne();
    }

    @Test
    void caresForNothingThatTheCallerDoesToTheValue() {
        long id = items.given("pen");
        @SuppressWarnings("unchecked")
        List<String> read = (List<String>) service.find("locked", id, () -> new ArrayList<>(List.of("pen")));
        read.add("added by the caller");

        ledger.releaseFills();

        fills.await();
        assertThat(redis.holdsValue("locked::" + id)).isTrue();
        assertThat(service.find("locked", id, ArrayList::new)).isEqualTo(List.of("pen"));
    }

    @Test
    void comesBeforeThePutByHandReturns(@Autowired CacheManager manager) {
        ledger.releaseFills();
        long id = items.given("pen");
        Cache byHand = manager.getCache("locked");
        assertThat(byHand.get(id)).isNull();
        byHand.put(id, items.row(id));
        assertThat(redis.holdsValue("locked::" + id)).isTrue();
    }
}
