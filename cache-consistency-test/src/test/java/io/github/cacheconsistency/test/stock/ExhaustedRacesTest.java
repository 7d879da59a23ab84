package io.github.cacheconsistency.test.stock;

import io.github.cacheconsistency.test.explore.ProgressListener;
import io.github.cacheconsistency.test.scenario.ExploredScenarios;
import org.junit.jupiter.api.Tag;

/** Two readers, a writer, and a cached entry that may expire: the scope of R01. */
@Tag("full")
class ExhaustedRacesTest extends ExhaustedRaces {

    ExhaustedRacesTest() {
        super(ExploredScenarios.STALE_FILL_AT_EXPIRY.scope(), ProgressListener.silent());
    }
}
