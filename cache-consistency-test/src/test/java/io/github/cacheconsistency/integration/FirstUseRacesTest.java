package io.github.cacheconsistency.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cacheconsistency.test.server.EmbeddedRedis;
import io.github.cacheconsistency.test.server.TestServers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * R45: a cache is used for the first time by many readers at once, and Redis holds entries of it that nobody has
 * verified. Nobody may read one of them, the database sees one load, and its fill stays.
 */
@IntegrationTest
class FirstUseRacesTest {

    private static final int READERS = 24;
    private static final int CACHES = 8;
    private static final int OLD_ENTRIES = 1_500;

    private final Items items;
    private final EmbeddedRedis redis = EmbeddedRedis.start();
    private final FailoverNodes nodes;
    private final ExecutorService readers = Executors.newFixedThreadPool(READERS);

    @Autowired
    FirstUseRacesTest(TestServers servers, Items items) {
        this.items = items;
        this.nodes = new FailoverNodes(
                servers, "spring.data.redis.host=" + redis.host(), "spring.data.redis.port=" + redis.port());
    }

    @AfterEach
    void close() {
        readers.shutdownNow();
        nodes.close();
        redis.close();
    }

    @Test
    void aHerdAtTheFirstUseIsOneLoadWhoseFillStays() throws Exception {
        // Checks that come as often as they can meet the first uses.
        ConfigurableApplicationContext node = nodes.start(
                "cache-consistency.failover-watch.interval=5ms",
                // No reader may give up, even on a slow machine.
                "cache-consistency.redis.command-timeout=20s",
                "cache-consistency.redis.circuit-breaker.enabled=false",
                "cache-consistency.lease.time=1m",
                "cache-consistency.lease.wait=20s");
        Items loaded = node.getBean(Items.class);
        for (int number = 0; number < CACHES; number++) {
            String cache = "fresh" + number;
            long id = items.given("old");
            find(node, "leased", id);
            leaveOldEntries(cache, id);
            Item current = items.rename(id, "current");
            loaded.forgetLoads();

            List<Item> read = readAtOnce(node, cache, id);

            assertThat(read).hasSize(READERS).containsOnly(current);
            assertThat(loaded.loads()).as("loads of %s", cache).isEqualTo(1);
            await().atMost(Duration.ofSeconds(20)).until(() -> {
                find(node, cache, id);
                return node.getBean(Events.class).of(cache + "::" + id).contains("read HIT");
            });
            assertThat(loaded.loads())
                    .as("loads of %s, the fill of the first one stayed", cache)
                    .isEqualTo(1);
        }
        assertThat(node.getBean(Events.class).trust()).containsOnly("REMOVED");
    }

    /** As a node leaves them that has cached {@code old} before a write which Redis has forgotten. */
    private void leaveOldEntries(String cache, long id) {
        String payload = redis.execute("EVAL", """
                for number = 1, tonumber(ARGV[2]) do
                  redis.call('SET', ARGV[1] .. '::x' .. number, 'old')
                end
                return 'done'
                """, "0", cache, Integer.toString(OLD_ENTRIES));
        assertThat(payload).isEqualTo("done");
        redis.execute(
                "EVAL",
                "redis.call('SET', KEYS[2], redis.call('GET', KEYS[1])) return 1",
                "2",
                "leased::" + id,
                cache + "::" + id);
    }

    private List<Item> readAtOnce(ConfigurableApplicationContext node, String cache, long id) throws Exception {
        CyclicBarrier start = new CyclicBarrier(READERS);
        List<Future<Item>> results = new ArrayList<>();
        for (int reader = 0; reader < READERS; reader++) {
            results.add(readers.submit(() -> {
                start.await();
                return find(node, cache, id);
            }));
        }
        List<Item> read = new ArrayList<>();
        for (Future<Item> result : results) {
            read.add(result.get());
        }
        return read;
    }

    private static Item find(ConfigurableApplicationContext node, String cache, long id) {
        return node.getBean(ItemService.class).find(cache, id);
    }
}
