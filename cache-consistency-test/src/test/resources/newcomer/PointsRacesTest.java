package newcomer;

import io.github.cacheconsistency.test.BundledRaces;
import io.github.cacheconsistency.test.RaceSubject;
import io.github.cacheconsistency.test.server.ImportTestServers;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

@SpringBootTest
@ImportTestServers
class PointsRacesTest extends BundledRaces {

    @Autowired PointsService points;

    @Override
    protected RaceSubject subject() {
        return RaceSubject.forCache("points")
                .read(() -> points.version(1))
                .write(() -> points.add(1))
                .database(() -> points.uncached(1))
                .build();
    }
}
