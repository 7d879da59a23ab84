package io.github.cacheconsistency.mutants;

import io.github.cacheconsistency.ConsistentCaches;
import io.github.cacheconsistency.internal.failover.CacheTrust;
import io.github.cacheconsistency.spi.ConsistencyStrategy;
import io.github.cacheconsistency.test.RaceKitConfiguration;
import io.github.cacheconsistency.test.oracle.Property;
import io.github.cacheconsistency.test.program.RaceProgram;
import io.github.cacheconsistency.test.program.RaceScope;
import io.github.cacheconsistency.test.race.RaceNode;
import io.github.cacheconsistency.test.race.RaceSettings;
import io.github.cacheconsistency.test.scenario.RaceLab;
import io.github.cacheconsistency.test.scenario.Scenario;
import io.github.cacheconsistency.test.scenario.Strategy;
import io.github.cacheconsistency.test.server.TestServers;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** One application with all caches, in which all mutants run, one after the other. */
final class Node implements AutoCloseable {

    private static final RaceSettings SETTINGS = new RaceSettings(Duration.ofSeconds(5), Duration.ofMillis(500));
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ConfigurableApplicationContext context;
    private final Map<Guarded, PointsService> services = new EnumMap<>(Guarded.class);
    // Every race uses new rows, so that state that a mutant leaves in the memory of the node affects no later race.
    private final AtomicLong ids = new AtomicLong(1);

    private Node(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /**
     * Starts it.
     *
     * @param safe whether it has the outbox and the failover watch
     */
    static Node start(TestServers servers, boolean safe) {
        Map<String, Object> properties = new HashMap<>(Guarded.properties());
        properties.putAll(Map.of(
                "spring.main.banner-mode",
                "off",
                "spring.main.log-startup-info",
                "false",
                "cache-consistency.test.servers",
                "external",
                "spring.datasource.url",
                servers.jdbcUrl(),
                "spring.datasource.username",
                servers.username(),
                "spring.datasource.password",
                servers.password(),
                "spring.data.redis.host",
                servers.redisHost(),
                "spring.data.redis.port",
                servers.redisPort(),
                "spring.cache.type",
                "redis",
                "spring.cache.redis.time-to-live",
                Guarded.TIME_TO_LIVE.toMillis() + "ms"));
        properties.putAll(Map.of(
                "spring.cache.redis.key-prefix",
                safe ? "safe-mutants:" : "mutants:",
                "cache-consistency.redis.circuit-breaker.enabled",
                false,
                "cache-consistency.failover-watch.enabled",
                safe,
                "cache-consistency.outbox.enabled",
                safe,
                "cache-consistency.outbox.initialize-schema",
                safe ? "always" : "never"));
        return new Node(new SpringApplicationBuilder(MutantApplication.class, RaceKitConfiguration.class)
                .web(WebApplicationType.NONE)
                .registerShutdownHook(false)
                .properties(properties)
                .run());
    }

    /**
     * A laboratory for one run of one scenario, on new rows.
     *
     * @param before runs before each variant; what it throws ends the scenario
     */
    RaceLab lab(Guarded guarded, Scenario scenario, Runnable before) {
        CacheTrust trust = context.getBean(CacheTrust.class);
        Awaitility.await().atMost(PATIENCE).until(trust::isTrusted);
        PointsService service = services.computeIfAbsent(guarded, this::service);
        return new RaceLab(
                service.subject(ids.getAndAdd(2), before),
                strategy(guarded),
                List.of(context.getBean(RaceNode.class)),
                SETTINGS,
                context.getBean(PlatformTransactionManager.class),
                scenario);
    }

    /** A program on new rows; close it. */
    RaceProgram program(Guarded guarded, RaceScope scope) {
        PointsService service = services.computeIfAbsent(guarded, this::service);
        return new RaceProgram(
                service.subject(ids.getAndAdd(2), () -> {}),
                scope,
                SETTINGS,
                List.of(context.getBean(RaceNode.class)),
                context.getBean(PlatformTransactionManager.class));
    }

    private PointsService service(Guarded guarded) {
        return new PointsService(
                guarded,
                context.getBean(ConsistentCaches.class),
                context.getBean(PointsTable.class),
                context.getBean(LateSql.class),
                new TransactionTemplate(context.getBean(PlatformTransactionManager.class)));
    }

    private Strategy strategy(Guarded guarded) {
        ConsistencyStrategy strategy = context.getBean(ConsistentCaches.class).strategy(guarded.cache());
        Set<Property> guarantees = Stream.concat(
                        strategy.guarantees().stream().map(guarantee -> Property.valueOf(guarantee.name())),
                        Stream.of(Property.NO_DIRTY))
                .collect(Collectors.toSet());
        return new Strategy(strategy.name(), guarantees, guarded.safeguards());
    }

    @Override
    public void close() {
        context.close();
    }
}
