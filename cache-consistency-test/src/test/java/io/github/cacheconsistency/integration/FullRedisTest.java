package io.github.cacheconsistency.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cacheconsistency.test.server.EmbeddedRedis;
import io.github.cacheconsistency.test.server.TestServers;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** A Redis that is full of what belongs to others, or takes no writes at all, still serves what is cached. */
@IntegrationTest
@ExtendWith(OutputCaptureExtension.class)
class FullRedisTest {

    private static final int MANY = 60;

    private final Items items;
    private final EmbeddedRedis redis = EmbeddedRedis.start();
    private final FailoverNodes nodes;
    private long id;

    @Autowired
    FullRedisTest(TestServers servers, Items items) {
        this.items = items;
        this.nodes = new FailoverNodes(
                servers, "spring.data.redis.host=" + redis.host(), "spring.data.redis.port=" + redis.port());
    }

    @BeforeEach
    void givenAnItem() {
        id = items.given("cached");
    }

    @AfterEach
    void close() {
        nodes.close();
        redis.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"maxmemory", "min-replicas-to-write"})
    void hitsGoOnAndMissesAreLoaded(String limit, CapturedOutput log) {
        ConfigurableApplicationContext node =
                nodes.start("cache-consistency.redis.circuit-breaker.slow-call-duration=1m");
        Item cached = find(node, "leased", id);
        redis.execute("CONFIG", "SET", limit, "1");

        find(node, "lazy", id);
        for (int other = 0; other < MANY; other++) {
            long missing = items.given("missing");
            assertThat(find(node, "leased", missing)).extracting("name").isEqualTo("missing");
        }
        node.getBean(Items.class).forgetLoads();
        for (int read = 0; read < MANY; read++) {
            assertThat(find(node, "leased", id)).isEqualTo(cached);
        }

        assertThat(node.getBean(Items.class).loads()).isZero();
        assertThat(node.getBean(Events.class).trust()).isEmpty();
        assertThat(log.getAll().lines().filter(line -> line.contains("Redis failed a lookup or refused its lease")))
                .hasSize(1)
                .allMatch(line -> line.contains("OOM command not allowed") || line.contains("NOREPLICAS"));

        redis.execute("CONFIG", "SET", limit, "0");
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            find(node, "lazy", id);
            return node.getBean(Events.class).of("lazy::" + id).contains("read HIT");
        });
    }

    private static Item find(ConfigurableApplicationContext node, String cache, long id) {
        return node.getBean(ItemService.class).find(cache, id);
    }
}
