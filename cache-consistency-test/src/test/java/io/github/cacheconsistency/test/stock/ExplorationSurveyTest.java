package io.github.cacheconsistency.test.stock;

import io.github.cacheconsistency.build.ProvokesLog;
import io.github.cacheconsistency.test.RaceKitConfiguration;
import io.github.cacheconsistency.test.RaceSubject;
import io.github.cacheconsistency.test.explore.Exploration;
import io.github.cacheconsistency.test.explore.ExplorationSettings;
import io.github.cacheconsistency.test.explore.Explorer;
import io.github.cacheconsistency.test.explore.ProgressListener;
import io.github.cacheconsistency.test.oracle.Property;
import io.github.cacheconsistency.test.program.RaceProgram;
import io.github.cacheconsistency.test.race.RaceNode;
import io.github.cacheconsistency.test.race.RaceSettings;
import io.github.cacheconsistency.test.scenario.ExploredScenario;
import io.github.cacheconsistency.test.scenario.ExploredScenarios;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Explores each scenario with each strategy for a while, prints the number of schedules and the broken properties, and
 * checks the promises of the strategies.
 */
@Tag("measure")
@ProvokesLog("org.springframework.jdbc.support.JdbcTransactionManager")
@ProvokesLog("org.springframework.transaction")
@ProvokesLog("com.zaxxer.hikari.pool.ProxyConnection")
@ProvokesLog("io.github.cacheconsistency.observation.LoggingCacheConsistencyListener")
class ExplorationSurveyTest {

    private static final Duration BUDGET = Duration.ofSeconds(Integer.getInteger("measure.seconds", 10));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    cache-aside           | NO_DIRTY
                    delayed-double-delete | NO_DIRTY
                    versioned-write       | NO_DIRTY CONVERGES NO_STALE_AFTER_ACK
                    lease                 | NO_DIRTY CONVERGES NO_STALE_AFTER_ACK
                    row-lock-lease        | NO_DIRTY CONVERGES NO_STALE_AFTER_ACK MONOTONIC COMMIT_FRESH
                    """)
    void keepsItsPromises(String strategy, String promised) {
        SoftAssertions promises = new SoftAssertions();
        try (ConfigurableApplicationContext context = context(strategy)) {
            RaceSubject subject = StockRacesSubject.of(context.getBean(StockPoints.class));
            for (ExploredScenario scenario : ExploredScenarios.all()) {
                Exploration found = explore(context, subject, scenario);
                System.out.println(line(strategy, scenario, found));
                promisesOf(strategy, promised, scenario).stream()
                        .filter(found.broken()::contains)
                        .forEach(property -> promises.fail(
                                "%s breaks %s in %s:%n%s",
                                strategy,
                                property,
                                scenario.id(),
                                found.counterexamples().get(property).picture()));
            }
        }
        promises.assertAll();
    }

    /** After a death, a cache converges only with the outbox, unless the strategy has no steps after the COMMIT. */
    private static Set<Property> promisesOf(String strategy, String promised, ExploredScenario scenario) {
        Set<Property> promises = EnumSet.noneOf(Property.class);
        List.of(promised.split(" ")).forEach(name -> promises.add(Property.valueOf(name)));
        if (scenario.id().equals("R13") && !strategy.equals("row-lock-lease")) {
            promises.remove(Property.CONVERGES);
        }
        return promises;
    }

    private static ConfigurableApplicationContext context(String strategy) {
        return new SpringApplicationBuilder(EvictionInsideTransaction.class, RaceKitConfiguration.class)
                .web(WebApplicationType.NONE)
                .properties(
                        "spring.cache.redis.time-to-live=10m",
                        "cache-consistency.strategy=" + strategy,
                        "cache-consistency.version-property=version",
                        "cache-consistency.caches.points.row=points.id",
                        "cache-consistency.failover-watch.enabled=false",
                        "cache-consistency.redis.circuit-breaker.enabled=false")
                .run();
    }

    private static Exploration explore(
            ConfigurableApplicationContext context, RaceSubject subject, ExploredScenario scenario) {
        try (RaceProgram program = new RaceProgram(
                subject,
                scenario.scope(),
                RaceSettings.DEFAULT,
                List.of(context.getBean(RaceNode.class)),
                context.getBean(PlatformTransactionManager.class))) {
            return new Explorer(ExplorationSettings.defaults().withBudget(BUDGET), ProgressListener.silent())
                    .explore(program);
        }
    }

    private static String line(String strategy, ExploredScenario scenario, Exploration found) {
        return "%s, %s: %d schedules in %d ms, %s; broken: %s"
                .formatted(
                        scenario.id(),
                        strategy,
                        found.schedules(),
                        found.wallTime().toMillis(),
                        found.exhausted() ? "exhausted" : "bound " + found.completedBound() + " done",
                        found.counterexamples().entrySet().stream()
                                .map(entry -> "%s after %d ms (%s)"
                                        .formatted(
                                                entry.getKey(),
                                                entry.getValue().foundAfter().toMillis(),
                                                entry.getValue().replayId()))
                                .sorted()
                                .toList());
    }
}
