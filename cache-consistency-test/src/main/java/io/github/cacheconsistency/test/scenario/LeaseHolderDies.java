package io.github.cacheconsistency.test.scenario;

import static io.github.cacheconsistency.test.race.Steps.databaseRead;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cacheconsistency.test.race.Race;
import io.github.cacheconsistency.test.race.RaceTask;
import java.time.Duration;

/** R20: the node that loads a value dies. */
public final class LeaseHolderDies implements Scenario {

    @Override
    public String id() {
        return "R20";
    }

    @Override
    public String story() {
        return "A reader has missed and loads; its node dies; the next reader must not hang; when the lease has expired the "
                + "entry is cached again.";
    }

    @Override
    public void run(RaceLab lab) {
        lab.variant("killed after the load", scenario -> {
            Race race = scenario.race();
            RaceTask holder = scenario.reader("lease-holder").runUntilAfter(databaseRead());
            holder.kill();
            scenario.read("next-reader");
            scenario.write("writer");
            scenario.read("reader-after-write");
            race.touchedKeys().stream()
                    .flatMap(key -> race.timeToLive(key).stream())
                    .max(Duration::compareTo)
                    .ifPresent(race::advance);
            scenario.read("filler");
            RaceTask last = scenario.reader("last-reader");
            last.runToEnd();
            assertThat(scenario.loads(last))
                    .as(
                            "loads of a reader after the lease has expired and another one has filled%n%s",
                            race.trace().print())
                    .isZero();
            scenario.settle();
        });
    }
}
