package io.github.cacheconsistency.test;

import io.github.cacheconsistency.test.scenario.LeaseHolderDies;
import io.github.cacheconsistency.test.scenario.OneNodeUnreachable;
import io.github.cacheconsistency.test.scenario.RaceLab;
import io.github.cacheconsistency.test.scenario.RedisRestarts;
import io.github.cacheconsistency.test.scenario.RedisUnreachable;
import io.github.cacheconsistency.test.scenario.RollbackAndUnknownOutcome;
import io.github.cacheconsistency.test.scenario.Scenario;
import io.github.cacheconsistency.test.scenario.Strategy;
import io.github.cacheconsistency.test.scenario.Verdict;
import io.github.cacheconsistency.test.scenario.WriterDies;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * The race scenarios in which something fails: a process dies, a transaction is rolled back, Redis cannot be reached or
 * restarts. What comes of them depends on more than the strategy, such as the outbox, so that they are worth a run for
 * each configuration you think of; {@link BundledRaces} has them all.
 *
 * <p>The library's circuit breaker is turned off: it would take commands that a race holds for slow ones.
 */
@Import(RaceKitConfiguration.class)
// A command that a race holds looks slow: the circuit would open, and the next race find no cache.
@TestPropertySource(properties = "cache-consistency.redis.circuit-breaker.enabled=false")
public abstract class FaultRaces {

    @Autowired
    private ApplicationContext context;

    /** What the races read and write, through your own service. Called once for each scenario. */
    protected abstract RaceSubject subject();

    @Test
    protected void R13_writerDies() {
        run(new WriterDies());
    }

    @Test
    protected void R14_redisUnreachable() {
        run(new RedisUnreachable());
    }

    @Test
    protected void R14_redisUnreachableForOneNode() {
        run(new OneNodeUnreachable());
    }

    @Test
    protected void R15_rollbackAndUnknownOutcome() {
        run(new RollbackAndUnknownOutcome());
    }

    @Test
    protected void R20_leaseHolderDies() {
        run(new LeaseHolderDies());
    }

    @Test
    protected void R22_redisRestarts() {
        run(new RedisRestarts());
    }

    void run(Scenario scenario) {
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
