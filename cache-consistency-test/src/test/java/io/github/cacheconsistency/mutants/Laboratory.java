package io.github.cacheconsistency.mutants;

import io.github.cacheconsistency.test.scenario.RaceLab;
import io.github.cacheconsistency.test.server.TestServers;

/** Both nodes, and the library with all places woven. */
final class Laboratory implements AutoCloseable {

    private final Node plain;
    private final Node safe;
    private final Weaving weaving;

    Laboratory(TestServers servers) {
        this.plain = Node.start(servers, false);
        this.safe = Node.start(servers, true);
        this.weaving = Weaving.into(Mutants.places());
    }

    RaceLab lab(Guarded guarded) {
        return (guarded.needsSafeNode() ? safe : plain).lab(guarded);
    }

    @Override
    public void close() {
        weaving.close();
        safe.close();
        plain.close();
    }
}
