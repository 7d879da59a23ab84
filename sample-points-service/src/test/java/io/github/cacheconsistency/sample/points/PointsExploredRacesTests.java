package io.github.cacheconsistency.sample.points;

import io.github.cacheconsistency.test.ExploredRaces;
import io.github.cacheconsistency.test.RaceSubject;
import io.github.cacheconsistency.test.server.ImportTestServers;
import org.junit.jupiter.api.Tag;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;

/** Every interleaving on the points service, guarded by {@code lease}. */
@Tag("full")
@SpringBootTest
@ImportTestServers
@Import(PointsSubject.class)
@TestPropertySource(properties = "cache-consistency.strategy=lease")
class PointsExploredRacesTests extends ExploredRaces {

    @Autowired
    private PointsSubject points;

    @Override
    protected RaceSubject subject() {
        return points.subject();
    }
}
