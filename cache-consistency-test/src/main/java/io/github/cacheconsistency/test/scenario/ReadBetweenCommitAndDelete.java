package io.github.cacheconsistency.test.scenario;

import static io.github.cacheconsistency.test.race.Steps.commit;
import static io.github.cacheconsistency.test.race.Steps.databaseRead;

import io.github.cacheconsistency.test.race.RaceTask;

/** R02, from the orders incident: between COMMIT and delete the cache still holds the old value. */
public final class ReadBetweenCommitAndDelete implements Scenario {

    @Override
    public String id() {
        return "R02";
    }

    @Override
    public String story() {
        return "The entry is cached; a writer commits; a reader reads before the writer's delete arrives.";
    }

    @Override
    public void run(RaceLab lab) {
        lab.variant("the old value is cached", race -> {
            race.read("first-reader");
            RaceTask writer = race.writer("writer").runUntilAfter(commit());
            race.read("reader");
            writer.runToEnd();
            race.read("late-reader");
            race.settle();
        });
        lab.variant("the old value is filled after the commit, and another reader has read the new one", race -> {
            RaceTask filler = race.reader("filler").runUntilAfter(databaseRead());
            RaceTask writer = race.writer("writer").runUntilAfter(commit());
            race.read("reader");
            filler.runToEnd();
            race.read("next-reader");
            writer.runToEnd();
            race.read("late-reader");
            race.settle();
        });
        // A reader that waits for the filler may wait until the outbox relay has run; then no reader gets the old
        // value.
        lab.variant("the same, where the other reader reads in a transaction and therefore does not wait", race -> {
            RaceTask filler = race.reader("filler").runUntilAfter(databaseRead());
            RaceTask writer = race.writer("writer").runUntilAfter(commit());
            race.readInTransaction("reader");
            filler.runToEnd();
            race.read("next-reader");
            writer.runToEnd();
            race.read("late-reader");
            race.settle();
        });
    }
}
