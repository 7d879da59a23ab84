package io.github.cacheconsistency.test.program;

import io.github.cacheconsistency.test.RaceKitConfiguration;
import io.github.cacheconsistency.test.RaceSubject;
import io.github.cacheconsistency.test.explore.EnabledStep;
import io.github.cacheconsistency.test.explore.Execution;
import io.github.cacheconsistency.test.oracle.Property;
import io.github.cacheconsistency.test.oracle.Violation;
import io.github.cacheconsistency.test.race.RaceNode;
import io.github.cacheconsistency.test.race.RaceSettings;
import io.github.cacheconsistency.test.stock.StockPoints;
import io.github.cacheconsistency.test.stock.StockRacesSubject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.PlatformTransactionManager;

/** Programs of the points service on real servers. */
@Import(RaceKitConfiguration.class)
@TestPropertySource(
        properties = {
            "spring.cache.redis.time-to-live=10m",
            "cache-consistency.failover-watch.enabled=false",
            "cache-consistency.redis.circuit-breaker.enabled=false"
        })
abstract class PointsPrograms {

    @Autowired
    StockPoints points;

    @Autowired
    RaceNode node;

    @Autowired
    PlatformTransactionManager transactions;

    RaceSubject subject() {
        return StockRacesSubject.of(points);
    }

    RaceProgram program(RaceScope scope) {
        return program(subject(), scope);
    }

    RaceProgram program(RaceSubject subject, RaceScope scope) {
        return program(subject, scope, RaceSettings.DEFAULT);
    }

    RaceProgram program(RaceSubject subject, RaceScope scope, RaceSettings settings) {
        return new RaceProgram(subject, scope, settings, List.of(node), transactions);
    }

    DepthFirst explore(RaceScope scope, int limit) {
        try (RaceProgram program = program(scope)) {
            return new DepthFirst(program).run(limit, steps -> {});
        }
    }

    /** Takes steps by prefixes of "task: step", then always the first enabled step; returns the violations. */
    Set<Property> force(RaceScope scope, String... steps) {
        return run(scope, steps).stream().map(Violation::property).collect(Collectors.toSet());
    }

    private List<Violation> run(RaceScope scope, String... steps) {
        try (RaceProgram program = program(scope);
                Execution execution = program.begin()) {
            List<String> wanted = new ArrayList<>(List.of(steps));
            for (List<EnabledStep> enabled = execution.enabledSteps();
                    !enabled.isEmpty();
                    enabled = execution.enabledSteps()) {
                execution.take(wanted.isEmpty() ? enabled.get(0) : choice(program, enabled, wanted.remove(0)));
            }
            if (!wanted.isEmpty()) {
                throw new AssertionError("Steps that never came: " + wanted + "\n" + execution.picture());
            }
            List<Violation> violations = execution.violations();
            picture = execution.picture();
            return violations;
        }
    }

    String picture = "";

    private static EnabledStep choice(RaceProgram program, List<EnabledStep> enabled, String wanted) {
        return enabled.stream()
                .filter(choice -> (program.tasks().get(choice.task()) + ": " + choice.description()).startsWith(wanted))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No enabled step '" + wanted + "' among " + enabled));
    }
}
