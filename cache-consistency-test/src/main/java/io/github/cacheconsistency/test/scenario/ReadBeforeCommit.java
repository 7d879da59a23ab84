package io.github.cacheconsistency.test.scenario;

import static io.github.cacheconsistency.test.race.Steps.commit;
import static io.github.cacheconsistency.test.race.Steps.database;
import static io.github.cacheconsistency.test.race.Steps.databaseWrite;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cacheconsistency.test.race.RaceTask;

/** R03, from the orders incident: an entry that is deleted before the commit is filled again with the old value. */
public final class ReadBeforeCommit implements Scenario {

    @Override
    public String id() {
        return "R03";
    }

    @Override
    public String story() {
        return "The writer has changed the row (and deleted the entry, if that comes first) but not committed; a reader "
                + "loads the old row and fills it; the writer commits.";
    }

    @Override
    public void run(RaceLab lab) {
        lab.variant("the old value is filled before the commit", race -> {
            race.read("first-reader");
            RaceTask writer = race.writer("writer").runUntilBefore(commit());
            race.read("reader");
            writer.runUntilAfter(commit());
            race.read("next-reader");
            writer.runToEnd();
            race.read("late-reader");
            race.settle();
        });
        lab.variant("the reader leaves nothing that prevents the next one from filling", race -> {
            RaceTask writer = race.writer("writer").runUntilBefore(commit());
            race.read("reader");
            writer.runToEnd();
            race.read("filler");
            expectHit(lab, race);
            race.settle();
        });
        lab.variant("the old value is filled before the row is changed", race -> {
            RaceTask writer = race.writer("writer").runUntilBefore(databaseWrite());
            race.read("reader");
            writer.runToEnd();
            race.read("late-reader");
            race.settle();
        });
        lab.variant("the reader has queried the database once before the writer changes the row", race -> {
            RaceTask reader = race.reader("reader").runUntilAfter(database());
            RaceTask writer = race.writer("writer").runUntilBefore(commit());
            reader.runToEnd();
            writer.runToEnd();
            race.read("late-reader");
            race.settle();
        });
    }

    private static void expectHit(RaceLab lab, ScenarioRace race) {
        RaceTask last = race.reader("last-reader");
        last.runToEnd();
        // With this safeguard, a tombstone prevents fills for a while.
        if (lab.strategy().isGuarded() && !lab.strategy().safeguards().contains(Safeguard.REPLICA_LAG)) {
            assertThat(race.loads(last))
                    .as(
                            "loads after the write and another read%n%s",
                            race.race().trace().print())
                    .isZero();
        }
    }
}
