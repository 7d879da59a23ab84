package io.github.cacheconsistency.test.stock;

import io.github.cacheconsistency.test.RaceKitConfiguration;
import io.github.cacheconsistency.test.RaceSubject;
import io.github.cacheconsistency.test.explore.Exploration;
import io.github.cacheconsistency.test.explore.ExplorationSettings;
import io.github.cacheconsistency.test.explore.Explorer;
import io.github.cacheconsistency.test.explore.ProgressListener;
import io.github.cacheconsistency.test.program.RaceProgram;
import io.github.cacheconsistency.test.program.RaceScope;
import io.github.cacheconsistency.test.race.RaceNode;
import io.github.cacheconsistency.test.race.RaceSettings;
import io.github.cacheconsistency.test.scenario.ExpectedVerdicts;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.transaction.PlatformTransactionManager;

/** The points service in a context of its own, for explorations outside of {@code @SpringBootTest}. */
public final class ExploredPoints implements AutoCloseable {

    private static final List<String> PROPERTIES = List.of(
            "spring.main.banner-mode=off",
            "spring.cache.redis.time-to-live=10m",
            "cache-consistency.failover-watch.enabled=false",
            "cache-consistency.redis.circuit-breaker.enabled=false");

    private final ConfigurableApplicationContext context;

    private ExploredPoints(Class<?> application, List<String> properties) {
        List<String> all = new ArrayList<>(PROPERTIES);
        all.addAll(properties);
        context = new SpringApplicationBuilder(application, RaceKitConfiguration.class)
                .web(WebApplicationType.NONE)
                .properties(all.toArray(String[]::new))
                .run();
    }

    /** @param strategy its name, or {@link ExpectedVerdicts#UNGUARDED} for the stock cache manager, which evicts after COMMIT */
    public static ExploredPoints guardedBy(String strategy) {
        return strategy.equals(ExpectedVerdicts.UNGUARDED)
                ? new ExploredPoints(EvictionOutsideTransaction.class, List.of("cache-consistency.enabled=false"))
                : new ExploredPoints(
                        EvictionInsideTransaction.class,
                        List.of(
                                "cache-consistency.strategy=" + strategy,
                                "cache-consistency.version-property=version",
                                "cache-consistency.caches.points.row=points.id"));
    }

    /** A new program; close it. */
    public RaceProgram program(RaceScope scope) {
        return program(StockRacesSubject.of(context.getBean(StockPoints.class)), scope);
    }

    /** A new program with another subject; close it. */
    public RaceProgram program(RaceSubject subject, RaceScope scope) {
        return new RaceProgram(
                subject,
                scope,
                RaceSettings.DEFAULT,
                List.of(context.getBean(RaceNode.class)),
                context.getBean(PlatformTransactionManager.class));
    }

    /** Explores a new program. */
    public Exploration explore(RaceScope scope, ExplorationSettings settings, ProgressListener listener) {
        try (RaceProgram program = program(scope)) {
            return new Explorer(settings, listener).explore(program);
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
