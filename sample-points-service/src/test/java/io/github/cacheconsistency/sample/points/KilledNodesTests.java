package io.github.cacheconsistency.sample.points;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cacheconsistency.internal.strategy.BuiltInStrategy;
import io.github.cacheconsistency.test.server.ImportTestServers;
import io.github.cacheconsistency.test.server.TestServers;
import io.github.cacheconsistency.test.time.VirtualTicker;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;

/**
 * Kills processes under load with SIGKILL, between a COMMIT and the next step. With an outbox every cached value equals
 * the database half a second later, under every strategy; without an outbox a wrong value stays.
 */
@Tag("full")
@Tag("endurance")
@SpringBootTest(
        classes = KilledNodesTests.Servers.class,
        webEnvironment = SpringBootTest.WebEnvironment.NONE,
        properties = {"cache-consistency.enabled=false", "spring.sql.init.mode=never"})
class KilledNodesTests {

    private static final Logger logger = LoggerFactory.getLogger(KilledNodesTests.class);

    /** 500 ms, in ticks of at least 100 ms. The relay takes rows that are 200 ms old, every 100 ms. */
    private static final int TICKS = 5;

    private static final int KILLS = Integer.getInteger("endurance.kills", 10);

    /** A context with the servers only. */
    @EnableAutoConfiguration
    @ImportTestServers
    static class Servers {}

    private final TestServers servers;

    @Autowired
    KilledNodesTests(TestServers servers) {
        this.servers = servers;
    }

    @ParameterizedTest
    @EnumSource
    void withAnOutboxNothingWrongStays(BuiltInStrategy strategy) throws Exception {
        Map<String, String> properties = properties(strategy, true);
        List<Aftermath> aftermaths = new ArrayList<>();
        try (Survivor survivor = Survivor.start(properties)) {
            for (int i = 0; i < KILLS; i++) {
                killAfterCommit(properties);
                aftermaths.add(survivor.awaitRight());
                assertThat(aftermaths).last().matches(aftermath -> aftermath.isOverWithin(TICKS));
            }
        }
        List<Aftermath> wrong = aftermaths.stream()
                .filter(aftermath -> !aftermath.wronglyCached().isEmpty())
                .toList();
        if (strategy == BuiltInStrategy.ROW_LOCK_LEASE) {
            assertThat(wrong).as("there is nothing to do after a COMMIT").isEmpty();
        }
        logger.info(
                "{}: {} processes killed after COMMIT, {} of them left an old value in the cache, for {} ms at most",
                strategy.strategyName(),
                KILLS,
                wrong.size(),
                wrong.stream()
                        .mapToLong(aftermath -> aftermath.lasted().toMillis())
                        .max()
                        .orElse(0));
    }

    @Test
    void withAnOutboxNothingWrongStaysWheneverTheNodeDies() throws Exception {
        Map<String, String> properties = properties(BuiltInStrategy.LEASE, true);
        try (Survivor survivor = Survivor.start(properties)) {
            for (int i = 0; i < Math.max(1, KILLS / 2); i++) {
                killAtRandom(properties);
                assertThat(survivor.awaitRight()).matches(aftermath -> aftermath.isOverWithin(TICKS));
            }
        }
    }

    @Test
    void withoutAnOutboxTheOldValueStays() throws Exception {
        Map<String, String> properties = properties(BuiltInStrategy.LEASE, false);
        try (Survivor survivor = Survivor.start(properties)) {
            List<Long> wrong = List.of();
            for (int i = 0; i < 10 && wrong.isEmpty(); i++) {
                killAfterCommit(properties);
                wrong = survivor.wronglyCached();
            }
            assertThat(wrong).as("balances that a dead node left").isNotEmpty();
            try (VirtualTicker ticker = survivor.ticker()) {
                assertThat(ticker.holdsWithin(
                                2 * TICKS, () -> survivor.wronglyCached().isEmpty()))
                        .as("the old value is gone")
                        .isFalse();
            }
        }
    }

    private void killAfterCommit(Map<String, String> properties) throws Exception {
        try (DoomedNode node = DoomedNode.start(properties)) {
            node.load();
            node.holdAfterCommit();
            node.kill();
        }
    }

    private void killAtRandom(Map<String, String> properties) throws Exception {
        try (DoomedNode node = DoomedNode.start(properties)) {
            node.load();
            node.liveFor(ThreadLocalRandom.current().nextInt(200));
            node.kill();
        }
    }

    private Map<String, String> properties(BuiltInStrategy strategy, boolean outbox) {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("spring.datasource.url", servers.jdbcUrl());
        properties.put("spring.datasource.username", servers.username());
        properties.put("spring.datasource.password", servers.password());
        properties.put("spring.data.redis.host", servers.redisHost());
        properties.put("spring.data.redis.port", Integer.toString(servers.redisPort()));
        properties.put("spring.main.banner-mode", "off");
        properties.put("cache-consistency.strategy", strategy.strategyName());
        properties.put("cache-consistency.outbox.enabled", Boolean.toString(outbox));
        properties.put("cache-consistency.outbox.initialize-schema", "always");
        return properties;
    }
}
