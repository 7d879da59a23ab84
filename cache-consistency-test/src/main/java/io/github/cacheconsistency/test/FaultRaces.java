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
 * The race scenarios with faults: a process dies, a transaction is rolled back, Redis cannot be reached or restarts.
 * Their verdicts depend on the strategy and on other options, such as the outbox, so run them for each configuration
 * that you consider. {@link BundledRaces} includes them.
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

    /**
     * Turns logging off: the service would log every injected fault and hide the findings; the trace contains the
     * faults.
     */
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
