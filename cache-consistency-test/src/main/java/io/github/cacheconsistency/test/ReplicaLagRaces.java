package io.github.cacheconsistency.test;

import io.github.cacheconsistency.test.scenario.ReplicaLag;
import org.junit.jupiter.api.Test;

/**
 * Only the race of {@link BundledRaces} with loads from a replica of the database, for a context with {@code
 * cache-consistency.replica-lag}, in which the other races need not run again. Without that property such loads break
 * every strategy.
 */
public abstract class ReplicaLagRaces extends ScenarioTests {

    @Test
    protected void R09_replicaLag() {
        run(new ReplicaLag());
    }
}
