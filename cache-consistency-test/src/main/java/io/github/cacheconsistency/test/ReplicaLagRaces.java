package io.github.cacheconsistency.test;

import io.github.cacheconsistency.test.scenario.ReplicaLag;
import org.junit.jupiter.api.Test;

/**
 * The race of {@link BundledRaces} that is about loads from a replica of the database, on its own: for a context with
 * {@code cache-consistency.replica-lag}, with which the others need not run again. Without that property the race shows
 * that such loads break every strategy.
 */
public abstract class ReplicaLagRaces extends ScenarioTests {

    @Test
    protected void R09_replicaLag() {
        run(new ReplicaLag());
    }
}
