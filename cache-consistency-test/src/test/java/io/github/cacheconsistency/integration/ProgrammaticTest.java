package io.github.cacheconsistency.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.github.cacheconsistency.ConsistentCache;
import io.github.cacheconsistency.ConsistentCaches;
import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

@IntegrationTest
class ProgrammaticTest {

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

    record NoItem(long version) implements Serializable {}

    @BeforeEach
    void forget() {
        items.forgetLoads();
        events.forget();
    }

    @ParameterizedTest
    @ValueSource(strings = {"leased", "versioned", "aside", "doubled"})
    void sharesEntriesWithAnnotationsOfTheSameCache(String cache) {
        long first = items.given("pen");
        long second = items.given("ink");

        caches.get(cache).get(first, () -> items.load(first));
        service.find(cache, second);
        items.forgetLoads();

        assertThat(service.find(cache, first)).isEqualTo(items.row(first));
        assertThat(service.findInSync(cache, first)).isEqualTo(items.row(first));
        assertThat(caches.get(cache).get(second, () -> items.load(second))).isEqualTo(items.row(second));
        assertThat(items.loads()).isZero();

        caches.get(cache).invalidate(first);
        assertThat(redis.exists(cache + "::" + first)).isFalse();
        caches.get(cache).clear();
        assertThat(redis.keys(cache + "::*")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"leased", "versioned", "aside", "doubled"})
    void aNullIsCachedForItsOwnTime(String cache) {
        long id = items.unused();

        assertThat(caches.get(cache).get(id, () -> items.load(id))).isNull();
        assertThat(caches.get(cache).get(id, () -> items.load(id))).isNull();
        assertThat(service.find(cache, id)).isNull();

        assertThat(items.loads()).isOne();
        assertThat(redis.timeToLive(cache + "::" + id)).isBetween(Duration.ofSeconds(20), Duration.ofSeconds(30));
    }

    @ParameterizedTest
    @ValueSource(strings = {"leased", "versioned", "aside", "doubled"})
    void aCheckedExceptionOfTheLoaderReachesTheCallerUnchangedAndEndsTheLeaseAtOnce(String cache) {
        long id = items.given("pen");
        IOException failure = new IOException("no such luck");

        assertThatThrownBy(() -> caches.get(cache).get(id, () -> {
                    throw failure;
                }))
                .isSameAs(failure);
        assertThat(redis.exists(cache + "::" + id)).isFalse();
        assertThatThrownBy(() -> caches.get(cache).getAll(List.of(id, items.unused()), missing -> {
                    throw failure;
                }))
                .isSameAs(failure);
        assertThat(redis.exists(cache + "::" + id)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"leased", "versioned", "aside", "doubled"})
    void getAllIsOneMultiGetAndOneBatchLoad(String cache) {
        long cached = items.given("pen");
        long missing = items.given("ink");
        long none = items.unused();
        service.find(cache, cached);
        items.forgetLoads();

        List<Long> wanted = List.of(missing, cached, none, missing, cached);
        List<Collection<Long>> asked = new ArrayList<>();
        Map<Long, Item> found = caches.get(cache).getAll(wanted, ids -> {
            asked.add(ids);
            return items.loadAll(ids);
        });

        assertThat(found)
                .containsExactly(
                        entry(missing, items.row(missing)), entry(cached, items.row(cached)), entry(none, null));
        assertThat(asked).singleElement().satisfies(ids -> assertThat(ids).containsExactly(missing, none));

        redis.resetCommands();
        assertThat(caches.get(cache).getAll(wanted, items::loadAll)).isEqualTo(found);
        assertThat(redis.commands()).containsOnlyKeys("mget").containsEntry("mget", 1L);
        assertThat(items.loads()).isOne();
        assertThat(redis.timeToLive(cache + "::" + none)).isBetween(Duration.ofSeconds(20), Duration.ofSeconds(30));
        assertThat(service.find(cache, missing)).isEqualTo(items.row(missing));
        assertThat(items.loads()).isOne();
    }

    @Test
    void getAllOfNothingAsksNobody() {
        redis.resetCommands();

        assertThat(caches.get("leased").getAll(List.of(), items::loadAll)).isEmpty();

        assertThat(redis.commands()).isEmpty();
        assertThat(items.loads()).isZero();
    }

    @Test
    void getAllDoesNotFillWhatAnotherReaderIsLoading() {
        long taken = items.given("pen");
        long free = items.given("ink");
        redis.set("leased::" + taken, "\0cc:lease:somebody");

        Map<Long, Item> found = caches.get("leased").getAll(List.of(taken, free), items::loadAll);

        assertThat(found).containsOnlyKeys(taken, free).doesNotContainValue(null);
        assertThat(redis.holdsValue("leased::" + taken)).isFalse();
        assertThat(redis.holdsValue("leased::" + free)).isTrue();
        assertThat(events.of("leased::" + taken)).containsExactly("read READ_THROUGH");
    }

    @ParameterizedTest
    @ValueSource(strings = {"leased", "versioned", "aside", "doubled"})
    void updateOpensATransactionOfItsOwn(String cache) {
        long id = items.given("pen");
        service.find(cache, id);
        IOException failure = new IOException("no such luck");

        assertThatThrownBy(() -> caches.get(cache).update(id, () -> {
                    items.rename(id, "brush");
                    throw failure;
                }))
                .isSameAs(failure);
        assertThat(items.row(id)).extracting(Item::name).isEqualTo("pen");
        assertThat(service.find(cache, id)).isEqualTo(items.row(id));

        Item changed = caches.get(cache).update(id, () -> items.rename(id, "ink"));

        assertThat(changed).isEqualTo(items.row(id)).extracting(Item::name).isEqualTo("ink");
        assertThat(service.find(cache, id)).isEqualTo(changed);
    }

    @Test
    void anUpdateOfAVersionLeavesTheKeyWarm() {
        long id = items.given("pen");
        service.find("versioned", id);

        caches.get("versioned").update(id, () -> items.rename(id, "brush"));

        items.forgetLoads();
        assertThat(service.find("versioned", id)).isEqualTo(items.row(id));
        assertThat(items.loads()).isZero();
        assertThat(redis.timeToLive("versioned::" + id)).isBetween(Duration.ofMinutes(9), Duration.ofMinutes(10));
    }

    @ParameterizedTest
    @ValueSource(strings = {"leased", "versioned", "aside", "doubled"})
    void anUpdateThatReturnsNullInvalidates(String cache) {
        long id = items.given("pen");
        service.find(cache, id);

        caches.get(cache).update(id, () -> {
            items.delete(id);
            return null;
        });

        assertThat(redis.exists(cache + "::" + id)).isFalse();
        assertThat(service.find(cache, id)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"leased", "versioned", "aside", "doubled"})
    void anEntryOfAnotherTypeIsAMissAndOverwritten(String cache, @Autowired ConsistentCaches untyped) {
        long single = items.given("pen");
        long batched = items.given("ink");
        ConsistentCache<Long, NoItem> others = untyped.cache(cache, Long.class, NoItem.class);
        others.get(single, () -> new NoItem(7));
        others.get(batched, () -> new NoItem(7));
        assertThat(redis.holdsValue(cache + "::" + single)).isTrue();
        events.forget();

        assertThat(caches.get(cache).get(single, () -> items.load(single))).isEqualTo(items.row(single));
        assertThat(caches.get(cache).getAll(List.of(batched), items::loadAll))
                .containsExactly(entry(batched, items.row(batched)));

        assertThat(events.of(cache + "::" + single)).contains("corrupt");
        assertThat(events.of(cache + "::" + batched)).contains("corrupt");
        assertThat(service.find(cache, single)).isEqualTo(items.row(single));
        assertThat(service.find(cache, batched)).isEqualTo(items.row(batched));
    }
}
