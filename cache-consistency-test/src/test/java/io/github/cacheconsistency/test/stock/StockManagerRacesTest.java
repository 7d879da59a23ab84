package io.github.cacheconsistency.test.stock;

import static io.github.cacheconsistency.test.race.Steps.commit;
import static io.github.cacheconsistency.test.race.Steps.databaseRead;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cacheconsistency.test.race.Race;
import io.github.cacheconsistency.test.race.RaceNode;
import io.github.cacheconsistency.test.race.RaceSettings;
import io.github.cacheconsistency.test.race.RaceTask;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

@SpringBootTest(classes = StockApplication.class, properties = "spring.cache.redis.time-to-live=10m")
class StockManagerRacesTest {

    @Autowired
    StockPoints points;

    @Autowired
    RaceNode node;

    @BeforeEach
    void row() {
        points.reset(1);
    }

    @Test
    void r01StaleFillAtExpiry() {
        try (Race race = new Race(RaceSettings.DEFAULT, List.of(node))) {
            race.run("warm-up", () -> points.find(1));
            race.expireAll();
            RaceTask reader = race.task("reader", () -> points.find(1));
            reader.runUntilAfter(databaseRead());
            race.run("writer", () -> {
                points.add(1, 100);
                return "";
            });
            reader.runToEnd();
            assertThat(race.run("late reader", () -> points.find(1)))
                    .as(race.trace()::print)
                    .isEqualTo(1L);
            System.out.println(race.trace().print());
        }
        assertThat(points.versionInDatabase(1)).isEqualTo(2);
    }

    @Test
    void r02ReadBetweenCommitAndDelete() {
        try (Race race = new Race(RaceSettings.DEFAULT, List.of(node))) {
            race.expire(List.of("points::1"));
            race.run("warm-up", () -> points.find(1));
            RaceTask writer = race.task("writer", () -> {
                points.add(1, 100);
                return "";
            });
            writer.runUntilAfter(commit());
            assertThat(race.run("reader", () -> points.find(1)))
                    .as(race.trace()::print)
                    .isEqualTo(1L);
            writer.runToEnd();
            assertThat(race.run("late reader", () -> points.find(1)))
                    .as(race.trace()::print)
                    .isEqualTo(2L);
            System.out.println(race.trace().print());
        }
    }
}
