package io.github.cacheconsistency.test.stock;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cacheconsistency.test.RaceKitConfiguration;
import io.github.cacheconsistency.test.explore.Exploration;
import io.github.cacheconsistency.test.explore.ExplorationSettings;
import io.github.cacheconsistency.test.explore.Explorer;
import io.github.cacheconsistency.test.explore.ProgressListener;
import io.github.cacheconsistency.test.gate.Ungated;
import io.github.cacheconsistency.test.program.RaceProgram;
import io.github.cacheconsistency.test.race.RaceNode;
import io.github.cacheconsistency.test.race.RaceSettings;
import io.github.cacheconsistency.test.scenario.ExploredScenarios;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Explores R01 repeatedly, and prints the number of schedules per second, cold and warm, and the number of commands of
 * a schedule.
 */
@Tag("measure")
class ExplorationSpeedTest {

    private static final int ROUNDS = Integer.getInteger("speed.rounds", 3);
    private static final Duration ROUND = Duration.ofSeconds(Integer.getInteger("measure.seconds", 10));

    @ParameterizedTest
    @ValueSource(strings = {"cache-aside", "lease", "row-lock-lease"})
    void explores(String strategy) throws Exception {
        try (ConfigurableApplicationContext context = context(strategy)) {
            for (int round = 1; round <= ROUNDS; round++) {
                long before = commands(context);
                long began = System.nanoTime();
                long schedules = 0;
                Duration elapsed = Duration.ZERO;
                while (elapsed.compareTo(ROUND) < 0) {
                    schedules += explore(context, ROUND.minus(elapsed)).schedules();
                    elapsed = Duration.ofNanos(System.nanoTime() - began);
                }
                System.out.printf(
                        "R01, %s, round %d: %d schedules in %d ms, %d/s, %.1f commands each%n",
                        strategy,
                        round,
                        schedules,
                        elapsed.toMillis(),
                        schedules * 1000 / elapsed.toMillis(),
                        (double) (commands(context) - before) / schedules);
                assertThat(schedules).isPositive();
            }
        }
    }

    private static Exploration explore(ConfigurableApplicationContext context, Duration budget) {
        try (RaceProgram program = new RaceProgram(
                StockRacesSubject.of(context.getBean(StockPoints.class)),
                ExploredScenarios.STALE_FILL_AT_EXPIRY.scope(),
                RaceSettings.DEFAULT,
                List.of(context.getBean(RaceNode.class)),
                context.getBean(PlatformTransactionManager.class))) {
            return new Explorer(ExplorationSettings.defaults().withBudget(budget), ProgressListener.silent())
                    .explore(program);
        }
    }

    /** The number of commands that both servers have executed so far. */
    private static long commands(ConfigurableApplicationContext context) throws Exception {
        return Ungated.call(() -> {
            Long statements = context.getBean(JdbcTemplate.class)
                    .queryForObject(
                            "SELECT variable_value FROM information_schema.global_status "
                                    + "WHERE variable_name = 'QUESTIONS'",
                            Long.class);
            try (RedisConnection redis =
                    context.getBean(RedisConnectionFactory.class).getConnection()) {
                String processed = redis.serverCommands().info("stats").getProperty("total_commands_processed");
                return Long.parseLong(processed) + (statements == null ? 0 : statements);
            }
        });
    }

    private static ConfigurableApplicationContext context(String strategy) {
        return new SpringApplicationBuilder(EvictionInsideTransaction.class, RaceKitConfiguration.class)
                .web(WebApplicationType.NONE)
                .properties(
                        "spring.cache.redis.time-to-live=10m",
                        "cache-consistency.strategy=" + strategy,
                        "cache-consistency.caches.points.row=points.id",
                        "cache-consistency.failover-watch.enabled=false",
                        "cache-consistency.redis.circuit-breaker.enabled=false")
                .run();
    }
}
