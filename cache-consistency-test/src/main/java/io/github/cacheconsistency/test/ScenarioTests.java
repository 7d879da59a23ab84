package io.github.cacheconsistency.test;

import io.github.cacheconsistency.test.scenario.RaceLab;
import io.github.cacheconsistency.test.scenario.Scenario;
import io.github.cacheconsistency.test.scenario.Strategy;
import io.github.cacheconsistency.test.scenario.Verdict;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Runs scenarios on the service of a test: what {@link BundledRaces}, {@link FaultRaces} and {@link ReplicaLagRaces} have in
 * common.
 *
 * <p>The library's circuit breaker is turned off: it would take commands that a race holds for slow ones.
 */
@Import(RaceKitConfiguration.class)
// A command that a race holds looks slow: the circuit would open, and the next race find no cache.
@TestPropertySource(properties = "cache-consistency.redis.circuit-breaker.enabled=false")
abstract class ScenarioTests {

    @Autowired
    private ApplicationContext context;

    /** What the races read and write, through your own service. Called once for each scenario. */
    protected abstract RaceSubject subject();

    final void run(Scenario scenario) {
        RaceSubject subject = subject();
        Strategy strategy = StarterStrategies.of(context, subject.cacheName());
        Races races = context.getBean(Races.class);
        RaceLab lab = new RaceLab(
                subject,
                strategy,
                Stream.concat(Stream.of(races.node()), subject.otherNode().map(RaceSubject.OtherNode::node).stream())
                        .toList(),
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
