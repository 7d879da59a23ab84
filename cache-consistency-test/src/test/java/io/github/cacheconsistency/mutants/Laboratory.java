package io.github.cacheconsistency.mutants;

import io.github.cacheconsistency.test.scenario.Scenario;
import io.github.cacheconsistency.test.server.TestServers;

/** Both nodes, and the library with all places instrumented. */
final class Laboratory implements AutoCloseable {

    private final Node plain;
    private final Node safe;
    private final Weaving weaving;

    Laboratory(TestServers servers) {
        this.plain = Node.start(servers, false);
        this.safe = Node.start(servers, true);
        this.weaving = Weaving.into(Mutants.places());
    }

    /**
     * Runs the scenario on the library without a mutant.
     *
     * @throws AssertionError if the scenario fails
     */
    void control(Guarded guarded, Scenario scenario) {
        Trial.control(scenario, node(guarded).lab(guarded, scenario, () -> {}));
    }

    Trial trial(Mutant mutant, Scenario scenario) {
        return Trial.of(mutant, scenario, before -> node(mutant.guarded()).lab(mutant.guarded(), scenario, before));
    }

    private Node node(Guarded guarded) {
        return guarded.needsSafeNode() ? safe : plain;
    }

    @Override
    public void close() {
        weaving.close();
        safe.close();
        plain.close();
    }
}
