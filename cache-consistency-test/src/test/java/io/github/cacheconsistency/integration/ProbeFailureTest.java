package io.github.cacheconsistency.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A database that loads rows but fails to probe them: the probed table is gone, the loaded one is not. */
@LedgerTest
class ProbeFailureTest {

    private static final String CACHE = "probed-elsewhere";

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

    @Autowired
    private JdbcClient jdbc;

    @BeforeEach
    void forget() {
        long warm = items.given("pen");
        service.find("leased", warm);
        assertThat(redis.holdsValue("leased::" + warm)).isTrue();
        events.forget();
    }

    @ParameterizedTest
    @EnumSource
    void theReadGoesOnWithoutFillAndWithoutLease(Seam seam) {
        long id = items.given("pen");

        withoutTheProbedTable(
                () -> assertThat(seam.read(service, caches, items, CACHE, id)).isEqualTo(items.row(id)));

        assertThat(events.of(CACHE + "::" + id)).containsExactly("read PROBE_FAILED");
        assertThat(redis.exists(CACHE + "::" + id)).as("a lease").isFalse();
    }

    @Test
    void ofABatchAsWell() {
        List<Long> ids = List.of(items.given("pen"), items.given("ink"));

        withoutTheProbedTable(
                () -> assertThat(caches.get(CACHE).getAll(ids, items::loadAll)).containsOnlyKeys(ids));

        assertThat(ids).allSatisfy(id -> {
            assertThat(events.of(CACHE + "::" + id)).containsExactly("read PROBE_FAILED");
            assertThat(redis.exists(CACHE + "::" + id)).isFalse();
        });
    }

    @Test
    void valuesAreCachedAgainOnceTheProbeWorks() {
        long id = items.given("pen");
        withoutTheProbedTable(() -> service.find(CACHE, id));

        service.find(CACHE, id);

        fills.await();
        assertThat(redis.holdsValue(CACHE + "::" + id)).isTrue();
        assertThat(events.of(CACHE + "::" + id)).containsExactly("read PROBE_FAILED", "read MISS", "fill ACCEPTED");
    }

    private void withoutTheProbedTable(Runnable reads) {
        jdbc.sql("RENAME TABLE probed TO probed_away").update();
        try {
            reads.run();
        } finally {
            jdbc.sql("RENAME TABLE probed_away TO probed").update();
        }
    }
}
