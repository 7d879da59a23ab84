package io.github.cacheconsistency.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What {@code clear()} costs a transaction where Redis holds many keys of others. */
@LedgerTest
class ClearInLargeRedisTest {

    private static final int MORE_THAN_ARE_SCANNED = 10_001;

    @Autowired
    private Items items;

    @Autowired
    private ItemService service;

    @Autowired
    private Transactions transactions;

    @Autowired
    private RedisProbe redis;

    @Autowired
    private Ledger ledger;

    @BeforeEach
    void fill() {
        redis.populate("session:", MORE_THAN_ARE_SCANNED);
    }

    @AfterEach
    void empty() {
        redis.remove("session:", MORE_THAN_ARE_SCANNED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"aside", "doubled", "versioned", "leased", "locked"})
    void aClearLooksAtNoKeyOfOthers(String cache) {
        List<Long> ids = Stream.generate(() -> cached(cache)).limit(20).toList();
        // Until the index is complete, a clear has to look at everything.
        service.evictAll(cache, () -> {});
        await().pollInterval(Duration.ofMillis(20)).until(() -> redis.holdsCompleteIndex(cache + "::"));
        ids.forEach(id -> service.find(cache, id));
        await().pollInterval(Duration.ofMillis(2))
                .until(() -> ids.stream().allMatch(id -> redis.holdsValue(cache + "::" + id)));

        ledger.open();
        transactions.run(status -> service.evictAll(cache, () -> items.rename(ids.get(0), "brush")));

        String thisThread = Thread.currentThread().getName();
        assertThat(ledger.threadsOf("SCAN")).doesNotContain(thisThread);
        assertThat(ledger.threadsOf("EVALSHA")).as("one removes all keys").containsOnlyOnce(thisThread);
        assertThat(ids).noneMatch(id -> redis.exists(cache + "::" + id));
    }

    private long cached(String cache) {
        long id = items.given("pen");
        service.find(cache, id);
        return id;
    }
}
