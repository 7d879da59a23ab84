package io.github.cacheconsistency.test.scenario;

import static io.github.cacheconsistency.test.race.Steps.databaseRead;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cacheconsistency.test.race.RaceTask;
import java.time.Duration;
import java.util.List;

/** R44: two loads, each of which reads what the other one loads. */
public final class CrossedLoads implements Scenario {

    @Override
    public String id() {
        return "R44";
    }

    @Override
    public String story() {
        return "Two readers load two entries, and while they do, each reads the entry of the other: they must not wait for one "
                + "another, and what they fill must be current.";
    }

    @Override
    public void run(RaceLab lab) {
        if (lab.subject().crossed().isEmpty() || !lab.strategy().isGuarded()) {
            throw RaceLab.skip("R44 is about a guarded cache and needs RaceSubject's crossed(one, other)");
        }
        lab.variant("at the same time", race -> {
            finish(race, started(race));
            race.settle();
        });
        lab.variant("a write comes while both load", lab.strategy().guarantees(), race -> {
            List<RaceTask> readers = started(race);
            race.write("writer");
            finish(race, readers);
            race.read("late-reader");
            race.settle();
        });
    }

    /** Both lead the load of one entry, and have not looked for the other one. */
    private static List<RaceTask> started(ScenarioRace race) {
        return List.of(
                race.crossedReader("reader", 0).runUntilAfter(databaseRead()),
                race.crossedReader("other-reader", 1).runUntilAfter(databaseRead()));
    }

    /** Takes the steps of both that no wait keeps from being taken: time stands still. */
    private static void finish(ScenarioRace race, List<RaceTask> readers) {
        boolean moved = true;
        while (moved) {
            moved = false;
            for (RaceTask reader : readers) {
                while (!reader.hasEnded()
                        && !reader.isWaiting()
                        && reader.step().isPresent()) {
                    moved = true;
                }
            }
        }
        assertThat(readers)
                .as("readers that wait for one another%n%s", race.race().trace().print())
                .allMatch(RaceTask::hasEnded);
        assertThat(race.race().now()).isEqualTo(Duration.ZERO);
    }
}
