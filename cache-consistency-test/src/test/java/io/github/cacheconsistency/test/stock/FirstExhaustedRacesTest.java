package io.github.cacheconsistency.test.stock;

import io.github.cacheconsistency.test.explore.ProgressListener;
import io.github.cacheconsistency.test.oracle.Property;
import io.github.cacheconsistency.test.scenario.ExploredScenarios;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Tag;

/** Two readers and a writer of a cached entry: the scope of R02. */
@Tag("full")
class FirstExhaustedRacesTest extends ExhaustedRaces {

    FirstExhaustedRacesTest() {
        super(ExploredScenarios.READ_BETWEEN_COMMIT_AND_DELETE.scope(), ProgressListener.silent());
    }

    /** Stale fills need an entry that is not cached. */
    @Override
    Set<Property> shown(Promises promises) {
        Set<Property> shown = EnumSet.of(Property.COMMIT_FRESH);
        shown.retainAll(promises.loses());
        return shown;
    }
}
