package io.github.cacheconsistency.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cacheconsistency.build.ProvokedLog;
import io.github.cacheconsistency.build.ProvokesLog;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;

/** {@code Cache.putIfAbsent} returns the current value of the key and replaces no value. */
@LedgerTest
class PutIfAbsentTest {

    /** Not serializable. */
    record Unwritable(long version) {}

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
    void whatAnotherClientWroteAfterALookThatMissedIsReturnedAndKept(String name) {
        long id = items.given("pen");
        assertThat(cache(name).get(id)).isNull();
        Item theirs = writtenByAnotherClient(name, id);

        Item mine = items.rename(id, "brush");
        Cache.ValueWrapper existing = cache(name).putIfAbsent(id, mine);

        assertThat(existing).isNotNull();
        assertThat(existing.get()).isEqualTo(theirs);
        assertThat(cache(name).get(id, Item.class)).isEqualTo(theirs);
    }

    @ParameterizedTest
    @ValueSource(strings = {"leased", "versioned", "aside", "doubled"})
    void insideATransactionTheSameIsReturnedAndKeptBeyondItsCommit(String name) {
        long id = items.given("pen");
        assertThat(cache(name).get(id)).isNull();
        Item theirs = writtenByAnotherClient(name, id);

        transactions.run(status -> {
            Cache.ValueWrapper existing = cache(name).putIfAbsent(id, new Item(id, "mine", 9));
            assertThat(existing).isNotNull();
            assertThat(existing.get()).isEqualTo(theirs);
        });

        assertThat(cache(name).get(id, Item.class)).isEqualTo(theirs);
    }

    @ParameterizedTest
    @ValueSource(strings = {"leased", "versioned"})
    void aValueWhoseLeaseWasTakenAwayByAWriteIsNotStored(String name) {
        long id = items.given("pen");
        assertThat(cache(name).get(id)).isNull();
        Item old = items.row(id);
        service.evict(name, id, () -> items.rename(id, "brush"));

        assertThat(cache(name).putIfAbsent(id, old)).isNull();

        assertThat(redis.exists(name + "::" + id)).isFalse();
        assertThat(service.find(name, id)).isEqualTo(items.row(id));
    }

    /** A lease is no value: one of several callers must be told that it was the first. */
    @ParameterizedTest
    @ValueSource(strings = {"leased", "versioned"})
    void aLeaseOfAnotherReaderGivesWay(String name) {
        long id = items.given("pen");
        Item first = items.row(id);

        service.find(name, id, () -> {
            assertThat(cache(name).putIfAbsent(id, first)).isNull();
            Cache.ValueWrapper existing = cache(name).putIfAbsent(id, new Item(id, "second", 9));
            assertThat(existing).isNotNull();
            assertThat(existing.get()).isEqualTo(first);
            return new Item(id, "from the reader", 8);
        });

        assertThat(cache(name).get(id, Item.class)).isIn(first, new Item(id, "from the reader", 8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"aside", "doubled"})
    void insideATransactionAnAbsentKeyIsFilledByItsCommit(String name) {
        long id = items.given("pen");

        transactions.run(status -> {
            assertThat(cache(name).putIfAbsent(id, items.row(id))).isNull();
            assertThat(redis.exists(name + "::" + id)).isFalse();
        });

        assertThat(cache(name).get(id, Item.class)).isEqualTo(items.row(id));
    }

    @ParameterizedTest
    @ValueSource(strings = {"leased", "versioned", "aside", "doubled"})
    @ProvokesLog("io.github.cacheconsistency.internal.annotations.PutHandler")
    void aValueThatCannotBeSerializedIsNotStoredAndReplacesNone(String name, ProvokedLog log) {
        long absent = items.given("pen");
        long present = items.given("ink");
        service.find(name, present);

        assertThat(cache(name).putIfAbsent(absent, new Unwritable(9))).isNull();
        Cache.ValueWrapper existing = cache(name).putIfAbsent(present, new Unwritable(9));

        assertThat(redis.exists(name + "::" + absent)).isFalse();
        assertThat(existing).isNotNull();
        assertThat(existing.get()).isEqualTo(items.row(present));
        assertThat(log).asString().contains("cannot be serialized", name + "::" + absent);
    }

    @Test
    void aCachedNullIsAValue() {
        long id = items.unused();
        assertThat(service.find("leased", id)).isNull();

        Cache.ValueWrapper existing = cache("leased").putIfAbsent(id, new Item(id, "pen", 1));

        assertThat(existing).isNotNull();
        assertThat(existing.get()).isNull();
    }

    /** As another node of the same application, or any client that knows the format, writes it. */
    private Item writtenByAnotherClient(String name, long id) {
        long other = items.given("theirs");
        Item theirs = Objects.requireNonNull(service.find(name, other));
        redis.set(name + "::" + id, Objects.requireNonNull(redis.bytes(name + "::" + other)));
        return theirs;
    }

    private Cache cache(String name) {
        return Objects.requireNonNull(manager.getCache(name));
    }
}
