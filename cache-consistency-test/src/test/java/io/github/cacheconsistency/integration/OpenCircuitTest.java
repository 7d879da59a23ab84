package io.github.cacheconsistency.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cacheconsistency.build.ProvokesLog;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/** A circuit that stays open for the rest of the test. The failover watch would be faster than the circuit. */
@IntegrationTest
@TestPropertySource(
        properties = {
            "cache-consistency.redis.command-timeout=150ms",
            "cache-consistency.redis.circuit-breaker.open-duration=1h",
            "cache-consistency.failover-watch.enabled=false"
        })
@ProvokesLog("io.github.cacheconsistency.observation.LoggingCacheConsistencyListener")
class OpenCircuitTest {

    @Test
    void readsSendNothingToRedisAndWritesStillInvalidate(
            @Autowired ItemService service,
            @Autowired TypedCaches caches,
            @Autowired Items items,
            @Autowired RedisProbe redis,
            @Autowired RedisLink link,
            @Autowired Events events) {
        long id = items.given("pen");
        long other = items.given("ink");
        await().until(() -> service.find("leased", id), any -> redis.holdsValue("leased::" + id));
        await().until(() -> service.find("leased", other), any -> redis.holdsValue("leased::" + other));
        link.cutReplies();
        for (int call = 0; call < 20; call++) {
            assertThat(service.find("leased", id)).isEqualTo(items.row(id));
        }
        link.restore();
        // The connection is back when an invalidation gets through.
        await().until(() -> {
            caches.get("leased").invalidate(other);
            return !redis.exists("leased::" + other);
        });
        events.forget();
        redis.resetCommands();

        assertThat(service.find("leased", id)).isEqualTo(items.row(id));
        assertThat(service.findInSync("leased", id)).isEqualTo(items.row(id));
        assertThat(events.of("leased::" + id)).containsOnly("read REDIS_FAILED");
        assertThat(redis.commands()).isEmpty();

        caches.get("leased").update(id, () -> items.rename(id, "brush"));
        assertThat(redis.exists("leased::" + id)).isFalse();
    }
}
