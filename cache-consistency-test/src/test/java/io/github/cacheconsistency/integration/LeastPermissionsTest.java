package io.github.cacheconsistency.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cacheconsistency.ConsistentCache;
import io.github.cacheconsistency.internal.redis.RequiredCommands;
import io.github.cacheconsistency.test.server.EmbeddedRedis;
import io.github.cacheconsistency.test.server.RedisSnapshot;
import io.github.cacheconsistency.test.server.TestServers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** The documented ACL rule is enough for everything, and nothing in it is superfluous. */
@IntegrationTest
@ExtendWith(OutputCaptureExtension.class)
class LeastPermissionsTest {

    private static final List<String> CACHES = List.of("leased", "locked", "versioned", "aside", "doubled", "lagging");

    private final Items items;
    private final EmbeddedRedis redis = EmbeddedRedis.start();
    private final FailoverNodes nodes;

    @Autowired
    LeastPermissionsTest(TestServers servers, Items items) {
        this.items = items;
        allow();
        this.nodes = new FailoverNodes(
                servers,
                "spring.data.redis.host=" + redis.host(),
                "spring.data.redis.port=" + redis.port(),
                "spring.data.redis.username=limited",
                "spring.data.redis.password=secret",
                "spring.cache.redis.enable-time-to-idle=true",
                "cache-consistency.redis.scan-limit=0",
                "cache-consistency.outbox.enabled=true",
                "cache-consistency.outbox.initialize-schema=always",
                "cache-consistency.caches.versioned.strategy=versioned-write",
                "cache-consistency.caches.versioned.version-property=version",
                "cache-consistency.caches.aside.strategy=cache-aside",
                "cache-consistency.caches.doubled.strategy=delayed-double-delete",
                "cache-consistency.caches.lagging.strategy=lease",
                "cache-consistency.caches.lagging.replica-lag=1s");
    }

    @AfterEach
    void close() {
        nodes.close();
        redis.close();
    }

    @Test
    void everythingWorksAndEveryCommandIsNeeded(CapturedOutput log) throws Exception {
        ConfigurableApplicationContext node = nodes.start();
        for (String cache : CACHES) {
            use(cache, node);
        }
        RedisSnapshot old = redis.snapshot();
        Stream<String> used = calledCommands();
        redis.restartFrom(old);
        allow();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> node.getBean(Events.class).trust().contains("REGAINED"));

        assertThat(log.getAll()).doesNotContain("NOPERM", "The user executing the script", "cannot be watched");
        assertThat(node.getBean(Events.class).trust()).doesNotContain("UNWATCHED");
        assertThat(used)
                .containsAll(Stream.of(RequiredCommands.ACL_COMMANDS.split(" "))
                        .map(command -> command.substring(1))
                        .toList());
    }

    private void use(String cache, ConfigurableApplicationContext node) throws Exception {
        long id = items.given("old");
        ItemService service = node.getBean(ItemService.class);
        ConsistentCache<Long, Item> programmatic =
                node.getBean(TypedCaches.class).get(cache);
        service.find(cache, id);
        awaitHit(cache, id, node);
        programmatic.getAll(List.of(id, items.given("ink"), items.given("paper")), node.getBean(Items.class)::loadAll);
        ReadingThreads threads = new ReadingThreads();
        Item current = items.row(id);
        for (int reader = 0; reader < 8; reader++) {
            threads.start(() -> service.find(cache, id), current);
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> calledCommands().anyMatch("mget"::equals));
        assertThat(threads.stop()).isEmpty();
        programmatic.update(id, () -> node.getBean(Items.class).rename(id, "new"));
        service.evict(cache, id, () -> {});
        service.put(cache, id, () -> items.row(id));
        service.evictAll(cache, () -> {});
        assertThat(service.find(cache, id)).extracting("name").isEqualTo("new");
        assertThat(node.getBean(Events.class).of(cache + "::" + id)).noneMatch(event -> event.endsWith("FAILED"));
    }

    private void awaitHit(String cache, long id, ConfigurableApplicationContext node) {
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            node.getBean(ItemService.class).find(cache, id);
            return node.getBean(Events.class).of(cache + "::" + id).contains("read HIT");
        });
    }

    private void allow() {
        List<String> command = new ArrayList<>(List.of("ACL", "SETUSER", "limited", "reset", "on", ">secret"));
        CACHES.forEach(cache -> command.add("~" + cache + "::*"));
        command.addAll(
                List.of((RequiredCommands.ACL_MARKER_KEYS + " -@all " + RequiredCommands.ACL_COMMANDS).split(" ")));
        redis.execute(command.toArray(String[]::new));
    }

    private Stream<String> calledCommands() {
        return redis.execute("INFO", "commandstats")
                .lines()
                .filter(line -> line.startsWith("cmdstat_"))
                .map(line ->
                        line.substring("cmdstat_".length(), line.indexOf(':')).toLowerCase(Locale.ROOT));
    }
}
