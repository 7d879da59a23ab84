package io.github.cacheconsistency.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * What reads and writes cost: every command to Redis and every SQL statement, in the order in which they are sent. The
 * table in {@code docs/guarantees.md} says the same in words. A script is an {@code EVALSHA}, also that which takes a lease,
 * and what is sent together counts once.
 */
@LedgerTest
class CostTest {

    private static final String BATCH_OF_TWO_CACHES = "two caches";

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

    @Autowired
    private ToldMisses misses;

    @Autowired
    private PendingFills fills;

    /** The server gets to know the scripts: a script's very first call takes one more command. */
    @BeforeEach
    void sendScripts() {
        for (String cache : List.of("versioned", "leased", "locked")) {
            cached(cache, "pen");
        }
        caches.get("leased").getAll(List.of(items.given("pen"), items.given("ink")), items::loadAll);
        cached("aside", "pen");
        long id = cached("versioned", "pen");
        caches.get("versioned").update(id, () -> items.rename(id, "brush"));
        misses.expect(true);
        cached("leased", "pen");
        misses.expect(false);
    }

    @AfterEach
    void releaseFills() {
        ledger.releaseFills();
        misses.expect(false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"aside", "doubled", "versioned", "leased", "locked"})
    void aHitIsOneGet(String cache) {
        for (Seam seam : Seam.values()) {
            long id = cached(cache, "pen");
            ledger.open();
            seam.read(service, caches, items, cache, id);
            assertThat(ledger.commands()).as("%s", seam).containsExactly("GET");
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "aside,     GET SELECT EVALSHA",
        "doubled,   GET SELECT EVALSHA",
        "versioned, GET EVALSHA SELECT EVALSHA",
        "leased,    GET EVALSHA SELECT EVALSHA",
    })
    void aMiss(String cache, String commands) {
        for (Seam seam : Seam.values()) {
            long id = items.given("pen");
            ledger.open();
            seam.read(service, caches, items, cache, id);
            assertThat(ledger.commands()).as("%s", seam).containsExactly(commands.split(" "));
        }
    }

    /** The first script looks up and takes the lease. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "aside,     GET SELECT EVALSHA",
        "doubled,   GET SELECT EVALSHA",
        "versioned, EVALSHA SELECT EVALSHA",
        "leased,    EVALSHA SELECT EVALSHA",
        "locked,    EVALSHA PROBE SELECT",
    })
    void aMissThatWasExpected(String cache, String commands) {
        for (Seam seam : Seam.values()) {
            long id = items.given("pen");
            misses.expect(true);
            ledger.holdFills();
            ledger.open();
            seam.read(service, caches, items, cache, id);
            assertThat(ledger.commands()).as("%s", seam).containsExactly(commands.split(" "));
            ledger.releaseFills();
            misses.expect(false);
            fills.await();
            assertThat(redis.holdsValue(cache + "::" + id)).as("%s", seam).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"versioned", "leased", "locked"})
    void aHitWhereAMissWasExpectedIsOneScript(String cache) {
        for (Seam seam : Seam.values()) {
            long id = cached(cache, "pen");
            misses.expect(true);
            ledger.open();
            seam.read(service, caches, items, cache, id);
            assertThat(ledger.commands()).as("%s", seam).containsExactly("EVALSHA");
            misses.expect(false);
        }
    }

    @Test
    void aMissUnderRowLockLeaseReturnsBeforeItsFill() {
        for (Seam seam : Seam.values()) {
            long id = items.given("pen");
            ledger.holdFills();
            ledger.open();
            assertThat(seam.read(service, caches, items, "locked", id)).isEqualTo(items.row(id));
            assertThat(ledger.commands())
                    .as("%s: get, lease, probe, load; the last SELECT is this test's", seam)
                    .containsExactly("GET", "EVALSHA", "PROBE", "SELECT", "SELECT");

            ledger.releaseFills();
            fills.await();
            assertThat(redis.holdsValue("locked::" + id)).as("%s", seam).isTrue();
            assertThat(ledger.commands().subList(5, ledger.commands().size()))
                    .as("%s: fill", seam)
                    .containsExactly("EVALSHA");
            assertThat(ledger.threadsOf("EVALSHA").get(1)).startsWith("cache-consistency-fill-");
        }
    }

    /** The SELECT is the writer's own: it returns the new row. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "aside,     UPDATE SELECT COMMIT UNLINK",
        "doubled,   UNLINK UPDATE SELECT COMMIT UNLINK",
        "versioned, UPDATE SELECT COMMIT EVALSHA",
        "leased,    UPDATE SELECT COMMIT UNLINK",
        "locked,    UPDATE SELECT UNLINK COMMIT",
    })
    void aWrite(String cache, String commands) {
        long id = cached(cache, "pen");
        ledger.open();
        caches.get(cache).update(id, () -> items.rename(id, "brush"));
        assertThat(ledger.commands()).containsExactly(commands.split(" "));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "aside,     UPDATE SELECT COMMIT UNLINK",
        "versioned, UPDATE SELECT COMMIT UNLINK",
        "leased,    UPDATE SELECT COMMIT UNLINK",
        "locked,    UPDATE SELECT UNLINK COMMIT",
    })
    void aWriteByAnnotation(String cache, String commands) {
        long id = cached(cache, "pen");
        ledger.open();
        service.evictInTransaction(cache, id, () -> items.rename(id, "brush"));
        assertThat(ledger.commands()).containsExactly(commands.split(" "));
    }

    @ParameterizedTest(name = "{0}, {1} keys: {2}")
    @CsvSource({
        "aside,      2,  COMMIT UNLINK",
        "aside,      20, COMMIT UNLINK",
        "leased,     2,  COMMIT UNLINK",
        "leased,     20, COMMIT UNLINK",
        "locked,     2,  UNLINK COMMIT",
        "locked,     20, UNLINK COMMIT",
        "two caches, 2,  UNLINK COMMIT",
        "two caches, 20, UNLINK COMMIT",
    })
    void aWriteOfSeveralKeysIsOneRoundTrip(String cache, int keys, String commands) {
        boolean two = cache.equals(BATCH_OF_TWO_CACHES);
        List<Long> ids = Stream.generate(() -> cached(two ? "locked" : cache, "pen"))
                .limit(keys)
                .toList();
        ledger.open();
        transactions.run(status -> ids.forEach(id -> {
            caches.get(two ? "locked" : cache).update(id, () -> items.rename(id, "brush"));
            if (two) {
                caches.get("locked-too").invalidate(id);
            }
        }));
        assertThat(ledger.commands().stream().filter(name -> !name.equals("UPDATE") && !name.equals("SELECT")))
                .containsExactly(commands.split(" "));
        assertThat(ledger.keysOf("UNLINK")).hasSize(two ? 2 * keys : keys);
    }

    @ParameterizedTest(name = "{0}, 2 keys: {1}")
    @CsvSource({
        "doubled,   UNLINK UNLINK COMMIT UNLINK",
        "versioned, COMMIT EVALSHA EVALSHA",
    })
    void aWriteOfSeveralKeysThatIsMoreThanOneRoundTrip(String cache, String commands) {
        List<Long> ids = List.of(cached(cache, "pen"), cached(cache, "ink"));
        ledger.open();
        transactions.run(status -> ids.forEach(id -> caches.get(cache).update(id, () -> items.rename(id, "brush"))));
        assertThat(ledger.commands().stream().filter(name -> !name.equals("UPDATE") && !name.equals("SELECT")))
                .containsExactly(commands.split(" "));
    }

    @ParameterizedTest(name = "{0}, {1} keys")
    @CsvSource({
        "aside, 2", "aside, 20",
        "doubled, 2", "doubled, 20",
        "versioned, 2", "versioned, 20",
        "leased, 2", "leased, 20",
        "locked, 2", "locked, 20",
    })
    void hitsOfSeveralKeysAreOneRoundTrip(String cache, int keys) {
        List<Long> ids = Stream.generate(() -> cached(cache, "pen")).limit(keys).toList();
        ledger.open();
        caches.get(cache).getAll(ids, items::loadAll);
        assertThat(ledger.commands()).containsExactly("MGET");
    }

    /** The fills follow in the background, as one script. */
    @ParameterizedTest
    @ValueSource(ints = {2, 20})
    void missesOfSeveralKeysTakeTheirLeasesInOneRoundTripAndProbeTheirRowsInAnother(int keys) {
        List<Long> ids = Stream.generate(() -> items.given("pen")).limit(keys).toList();
        ledger.holdFills();
        ledger.open();
        caches.get("locked").getAll(ids, items::loadAll);
        assertThat(ledger.commands()).containsExactly("MGET", "EVALSHA", "PROBE", "SELECT");
        assertThat(ledger.keysOf("EVALSHA")).hasSize(keys);

        ledger.releaseFills();
        fills.await();
        assertThat(ids).allMatch(id -> redis.holdsValue("locked::" + id));
        assertThat(ledger.threadsOf("EVALSHA")).hasSize(2).last().asString().startsWith("cache-consistency-fill-");
    }

    /** The locks of a statement stand until its end, so it asks for a bounded number of rows. */
    @Test
    void missesOfManyKeysAreProbedSixtyFourAtATime() {
        List<Long> ids = Stream.generate(() -> items.given("pen")).limit(65).toList();
        ledger.open();
        caches.get("locked").getAll(ids, items::loadAll);
        assertThat(ledger.commands()).startsWith("MGET", "EVALSHA", "PROBE", "PROBE", "SELECT");
        fills.await();
        assertThat(ids).allMatch(id -> redis.holdsValue("locked::" + id));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 20})
    void missesOfSeveralKeysAreThreeRoundTripsAndALoad(int keys) {
        List<Long> ids = Stream.generate(() -> items.given("pen")).limit(keys).toList();
        ledger.open();
        caches.get("leased").getAll(ids, items::loadAll);
        assertThat(ledger.commands()).containsExactly("MGET", "EVALSHA", "SELECT", "EVALSHA");
        assertThat(ids).allMatch(id -> redis.holdsValue("leased::" + id));
    }

    /** The id of a new row that is cached, in Redis and as far as this node knows. */
    private long cached(String cache, String name) {
        long id = items.given(name);
        caches.get(cache).get(id, () -> items.load(id));
        fills.await();
        assertThat(redis.holdsValue(cache + "::" + id)).isTrue();
        return id;
    }
}
