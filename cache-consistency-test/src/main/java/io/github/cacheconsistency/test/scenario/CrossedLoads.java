package io.github.cacheconsistency.test.scenario;

import static io.github.cacheconsistency.test.race.Steps.databaseRead;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cacheconsistency.test.race.RaceTask;
import java.time.Duration;
import java.util.List;

/** R44: two loads, each of which reads the entry that the other one loads. */
public final class CrossedLoads implements Scenario {

    @Override
    public String id() {
        return "R44";
    }

    @Override
    public String story() {
        return "Two readers load two entries, and each load reads the entry of the other one: they must not wait for each "
                + "other, and must fill current values.";
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

    /** Each reader leads the load of one entry, and has not yet read the other one. */
    private static List<RaceTask> started(ScenarioRace race) {
        return List.of(
                race.crossedReader("reader", 0).runUntilAfter(databaseRead()),
                race.crossedReader("other-reader", 1).runUntilAfter(databaseRead()));
    }

    /** Takes all steps of both that do not wait, without advancing time. */
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
                .as("readers that wait for each other%n%s", race.race().trace().print())
                .allMatch(RaceTask::hasEnded);
        assertThat(race.race().now()).isEqualTo(Duration.ZERO);
    }
}
