package io.github.cacheconsistency.integration;

import static org.awaitility.Awaitility.await;

import io.github.cacheconsistency.test.server.TestServers;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** An outbox whose relay runs when the test says so, on a Redis that can go away. Rows are made old enough by hand. */
@IntegrationTest
@TestPropertySource(
        properties = {
            "cache-consistency.outbox.enabled=true",
            "cache-consistency.outbox.initialize-schema=always",
            "cache-consistency.outbox.table=" + OutboxFixture.TABLE,
            "cache-consistency.outbox.minimum-age=1h",
            "cache-consistency.outbox.batch-size=2",
            "cache-consistency.redis.command-timeout=2s",
            "test.reject-while-disconnected=true",
            "cache-consistency.caches.locked.strategy=row-lock-lease",
            "cache-consistency.caches.locked.row=item.id",
            "cache-consistency.caches.degrading.strategy=row-lock-lease",
            "cache-consistency.caches.degrading.row=item.id",
            "cache-consistency.caches.degrading.on-redis-failure=degrade",
            "spring.sql.init.mode=always",
            "spring.sql.init.schema-locations=classpath:item.sql"
        })
@Tag("database")
abstract class OutboxFixture {

    static final Duration INTERVAL = Duration.ofMillis(100);
    static final String TABLE = "outbox_of_tests";

    @Autowired
    TestServers servers;

    @Autowired
    Items items;

    @Autowired
    ItemService service;

    @Autowired
    TypedCaches caches;

    @Autowired
    RedisProbe redis;

    @Autowired
    RedisLink link;

    @Autowired
    Events events;

    @Autowired
    ManualSchedule schedule;

    @Autowired
    Transactions transactions;

    @Autowired
    MeterRegistry meters;

    OutboxProbe outbox;

    @Autowired
    void lookInto(JdbcClient jdbc) {
        outbox = new OutboxProbe(jdbc, TABLE);
    }

    @BeforeEach
    @AfterEach
    void leaveNothingBehind() {
        link.restore();
        // A connection that was broken, or never used, needs its time.
        await().until(() -> {
            events.forget();
            schedule.advance(Duration.ofMinutes(1));
            caches.get("leased").invalidate(0L);
            return events.of("leased::0").equals(List.of("invalidation SUCCEEDED"));
        });
        outbox.clear();
        events.forget();
    }

    /** A row as a writer on some node leaves it, of an entry of {@code leased}, and old enough for every relay. */
    static String insert(String key) {
        return "INSERT INTO " + TABLE
                + " (cache_name, cache_key, kind, created_at) VALUES ('leased', '%s', 'KEY', UTC_TIMESTAMP(3) - INTERVAL 1 DAY)"
                        .formatted(key);
    }

    /** Adds such a row, in the transaction of the test if there is one. */
    void add(String key) {
        outbox.jdbc().sql(insert(key)).update();
    }
}
