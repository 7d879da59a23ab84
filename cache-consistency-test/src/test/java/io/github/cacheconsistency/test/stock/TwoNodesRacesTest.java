package io.github.cacheconsistency.test.stock;

import io.github.cacheconsistency.test.FaultRaces;
import io.github.cacheconsistency.test.RaceKitConfiguration;
import io.github.cacheconsistency.test.RaceSubject;
import io.github.cacheconsistency.test.race.RaceNode;
import io.github.cacheconsistency.test.server.TestServers;
import io.github.cacheconsistency.test.stock.StockPoints.Points;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.test.context.TestPropertySource;

/** The races with faults on a service that runs on two nodes, which share no memory. */
class TwoNodesRacesTest {

    @Nested
    @TestPropertySource(properties = "cache-consistency.strategy=cache-aside")
    class CacheAside extends TwoNodesRaces {}

    @Nested
    @TestPropertySource(properties = "cache-consistency.strategy=lease")
    class Lease extends TwoNodesRaces {}

    @Nested
    @TestPropertySource(
            properties = {
                "cache-consistency.strategy=lease",
                "cache-consistency.outbox.enabled=true",
                "cache-consistency.outbox.initialize-schema=always"
            })
    class LeaseWithOutbox extends TwoNodesRaces {}

    @Nested
    @TestPropertySource(properties = "cache-consistency.strategy=row-lock-lease")
    class RowLockLease extends TwoNodesRaces {}

    @SpringBootTest(
            classes = EvictionInsideTransaction.class,
            properties = {
                "spring.cache.redis.time-to-live=10m",
                "cache-consistency.caches.points.row=points.id",
                "cache-consistency.failover-watch.enabled=false"
            })
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    abstract static class TwoNodesRaces extends FaultRaces {

        private static final List<String> SAME =
                List.of("strategy", "caches.points.row", "outbox.enabled", "failover-watch.enabled");

        @Autowired
        private StockPoints points;

        @Autowired
        private TestServers servers;

        private ConfigurableApplicationContext other;

        @BeforeAll
        void startTheOtherNode(@Autowired Environment environment) {
            List<String> properties = new ArrayList<>(List.of(
                    "spring.main.banner-mode=off",
                    "spring.main.register-shutdown-hook=false",
                    "cache-consistency.test.servers=external",
                    "spring.datasource.url=" + servers.jdbcUrl(),
                    "spring.datasource.username=" + servers.username(),
                    "spring.datasource.password=" + servers.password(),
                    "spring.data.redis.host=" + servers.redisHost(),
                    "spring.data.redis.port=" + servers.redisPort(),
                    "spring.cache.redis.time-to-live=10m",
                    "cache-consistency.redis.circuit-breaker.enabled=false"));
            SAME.stream()
                    .map("cache-consistency."::concat)
                    .filter(environment::containsProperty)
                    .forEach(name -> properties.add(name + "=" + environment.getProperty(name)));
            other = new SpringApplicationBuilder(EvictionInsideTransaction.class, RaceKitConfiguration.class)
                    .web(WebApplicationType.NONE)
                    .run(properties.stream().map("--"::concat).toArray(String[]::new));
        }

        @AfterAll
        void stopTheOtherNode() {
            other.close();
        }

        @Override
        protected RaceSubject subject() {
            StockPoints otherPoints = other.getBean(StockPoints.class);
            return RaceSubject.forCache("points")
                    .read(() -> Points.version(points.find(1)))
                    .write(() -> points.add(1, 5))
                    .database(() -> points.version(1))
                    .prepare(() -> points.reset(1))
                    .otherNode(other.getBean(RaceNode.class), () -> Points.version(otherPoints.find(1)))
                    .build();
        }
    }
}
