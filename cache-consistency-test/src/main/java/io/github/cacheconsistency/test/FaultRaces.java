package io.github.cacheconsistency.test;

import io.github.cacheconsistency.test.scenario.LeaseHolderDies;
import io.github.cacheconsistency.test.scenario.OneNodeUnreachable;
import io.github.cacheconsistency.test.scenario.RedisRestarts;
import io.github.cacheconsistency.test.scenario.RedisUnreachable;
import io.github.cacheconsistency.test.scenario.RollbackAndUnknownOutcome;
import io.github.cacheconsistency.test.scenario.Scenario;
import io.github.cacheconsistency.test.scenario.SlowLoad;
import io.github.cacheconsistency.test.scenario.WriterDies;
import org.junit.jupiter.api.Test;

/**
 * The race scenarios in which something fails: a process dies, a transaction is rolled back, Redis cannot be reached or
 * restarts. What comes of them depends on more than the strategy, such as the outbox, so that they are worth a run for
 * each configuration you think of; {@link BundledRaces} has them all.
 */
public abstract class FaultRaces extends ScenarioTests {

    @Test
    protected void R13_writerDies() {
        provoke(new WriterDies());
    }

    @Test
    protected void R14_redisUnreachable() {
        provoke(new RedisUnreachable());
    }

    @Test
    protected void R14_redisUnreachableForOneNode() {
        provoke(new OneNodeUnreachable());
    }

    @Test
    protected void R15_rollbackAndUnknownOutcome() {
        provoke(new RollbackAndUnknownOutcome());
    }

    @Test
    protected void R20_leaseHolderDies() {
        provoke(new LeaseHolderDies());
    }

    @Test
    protected void R22_redisRestarts() {
        provoke(new RedisRestarts());
    }

    /** What a service logs about failures that the race provokes would hide what the race finds; its trace has them. */
    private void provoke(Scenario scenario) {
        SilentLog.during(context(), () -> {
            run(scenario);
            return scenario;
        });
    }

    @Test
    protected void R42_slowLoad() {
        provoke(new SlowLoad());
    }
}
