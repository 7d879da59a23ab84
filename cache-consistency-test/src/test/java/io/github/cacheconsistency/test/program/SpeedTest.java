package io.github.cacheconsistency.test.program;

import io.github.cacheconsistency.test.RaceKitConfiguration;
import io.github.cacheconsistency.test.RaceSubject;
import io.github.cacheconsistency.test.race.RaceNode;
import io.github.cacheconsistency.test.race.RaceSettings;
import io.github.cacheconsistency.test.stock.StockPoints;
import io.github.cacheconsistency.test.stock.StockRacesSubject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.transaction.PlatformTransactionManager;

@SpringBootTest(
        classes = StockRacesSubject.Application.class,
        properties = {
            "spring.cache.redis.time-to-live=10m",
            "cache-consistency.strategy=${strategy:cache-aside}",
            "cache-consistency.caches.points.row=points.id",
            "cache-consistency.failover-watch.enabled=false",
            "cache-consistency.redis.circuit-breaker.enabled=false"
        })
@Import(RaceKitConfiguration.class)
class SpeedTest {
    @Autowired
    StockPoints points;

    @Autowired
    RaceNode node;

    @Autowired
    PlatformTransactionManager transactions;

    @Test
    void speed() {
        RaceSubject subject = StockRacesSubject.of(points);
        try (RaceProgram program =
                new RaceProgram(subject, RaceScope.of(2, 1), RaceSettings.DEFAULT, List.of(node), transactions)) {
            int limit = Integer.getInteger("limit", 3000);
            for (int i = 0; i < Integer.getInteger("rounds", 3); i++) {
                long start = System.nanoTime();
                DepthFirst search = new DepthFirst(program).run(limit, steps -> {});
                double seconds = (System.nanoTime() - start) / 1e9;
                System.out.printf(
                        "SPEED %d schedules in %.2f s: %.0f/s, broken %s%n",
                        search.schedules(), seconds, search.schedules() / seconds, search.broken());
                if (i == 0) System.out.println(search.firstPicture());
            }
        }
    }
}
