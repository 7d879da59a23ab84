package io.github.cacheconsistency.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cacheconsistency.build.ProvokesLog;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

@IntegrationTest
@TestPropertySource(
        properties = {
            "spring.cache.redis.use-key-prefix=false",
            "cache-consistency.invalidation-retry.max-keys=2",
            "cache-consistency.redis.command-timeout=1s"
        })
@ProvokesLog("io.github.cacheconsistency.observation.LoggingCacheConsistencyListener")
@ProvokesLog("io.github.cacheconsistency.internal.write.PendingInvalidations")
class NoKeyPrefixTest {

    @Autowired
    private ItemService service;

    @Autowired
    private TypedCaches caches;

    @Autowired
    private Items items;

    @Autowired
    private RedisProbe redis;

    @Test
    void keysHaveNoPrefix() {
        long id = items.given("pen");

        items.forgetLoads();
        service.find("leased", id);
        caches.get("leased").get(id, () -> items.load(id));

        assertThat(redis.holdsValue(Long.toString(id))).isTrue();
        assertThat(items.loads()).isOne();
    }

    @Test
    void tooManyFailedInvalidationsAreNotForgotten(@Autowired RedisLink link, @Autowired ManualSchedule schedule) {
        List<Long> ids = Stream.of("pen", "ink", "paper").map(items::given).toList();
        ids.forEach(id -> await().until(() -> service.find("leased", id), any -> redis.holdsValue(Long.toString(id))));
        link.refuse();
        ids.forEach(id -> caches.get("leased").update(id, () -> items.rename(id, "brush")));
        link.restore();

        await().until(() -> {
            schedule.advance(Duration.ofSeconds(1));
            return ids.stream().noneMatch(id -> redis.exists(Long.toString(id)));
        });
        ids.forEach(id -> assertThat(service.find("leased", id)).isEqualTo(items.row(id)));
    }
}
