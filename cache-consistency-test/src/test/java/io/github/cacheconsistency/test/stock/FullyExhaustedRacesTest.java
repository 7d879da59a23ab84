package io.github.cacheconsistency.test.stock;

import io.github.cacheconsistency.targets.Target;
import io.github.cacheconsistency.targets.Targets;
import io.github.cacheconsistency.test.explore.Exploration;
import io.github.cacheconsistency.test.explore.ProgressListener;
import io.github.cacheconsistency.test.scenario.ExploredScenarios;
import org.junit.jupiter.api.Tag;

/** Two readers, two writers, and an expiry: minutes for each strategy, in the profiles {@code measure} and {@code targets}. */
@Tag("measure")
@Tag("targets")
class FullyExhaustedRacesTest extends ExhaustedRaces {

    FullyExhaustedRacesTest() {
        super(ExploredScenarios.CROSSED_WRITERS.scope(), ProgressListener.standardError());
    }

    @Override
    void measured(Targets targets, String words, Exploration found) {
        targets.add(Target.EXHAUSTED, words, found.exhausted());
    }
}
