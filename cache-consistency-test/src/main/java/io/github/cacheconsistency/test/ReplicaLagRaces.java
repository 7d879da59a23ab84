package io.github.cacheconsistency.test;

import io.github.cacheconsistency.test.scenario.RaceLab;
import io.github.cacheconsistency.test.scenario.ReplicaLag;
import io.github.cacheconsistency.test.scenario.Scenario;
import io.github.cacheconsistency.test.scenario.Strategy;
import io.github.cacheconsistency.test.scenario.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * The race of {@link BundledRaces} that is about loads from a replica of the database, on its own: for a context with
 * {@code cache-consistency.replica-lag}, with which the others need not run again. Without that property the race shows
 * that such loads break every strategy.
 *
 * <p>The library's circuit breaker is turned off: it would take commands that a race holds for slow ones.
 */
@Import(RaceKitConfiguration.class)
// A command that a race holds looks slow: the circuit would open, and the next race find no cache.
@TestPropertySource(properties = "cache-consistency.redis.circuit-breaker.enabled=false")
public abstract class ReplicaLagRaces {

    @Autowired
    private ApplicationContext context;

    /** What the races read and write, through your own service. Called for each scenario. */
    protected abstract RaceSubject subject();

    @Test
    protected void R09_replicaLag() {
        Scenario scenario = new ReplicaLag();
        Strategy strategy = strategy();
        // Without fences nothing keeps an old load out: no strategy does better than a cache without any.
        run(
                scenario,
                StarterStrategies.fencesReplicaLag(context, subject().cacheName()) ? strategy : Strategy.UNGUARDED);
    }

    private Strategy strategy() {
        return StarterStrategies.of(context, subject().cacheName());
    }

    final void run(Scenario scenario) {
        run(scenario, strategy());
    }

    private void run(Scenario scenario, Strategy strategy) {
        RaceSubject subject = subject();
        Races races = context.getBean(Races.class);
        RaceLab lab = new RaceLab(
                subject,
                strategy,
                List.of(races.node()),
                races.settings(),
                context.getBean(PlatformTransactionManager.class));
        scenario.run(lab);
        new Verdict(
                        scenario,
                        strategy.name(),
                        lab.outcomes(),
                        strategy.mustBreakIn(scenario),
                        strategy.mustHoldIn(scenario))
                .verify();
    }
}
