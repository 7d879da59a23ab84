package io.github.cacheconsistency.test.scenario;

import static io.github.cacheconsistency.test.oracle.Property.MONOTONIC;
import static io.github.cacheconsistency.test.race.Steps.commit;
import static io.github.cacheconsistency.test.race.Steps.databaseRead;

import io.github.cacheconsistency.test.race.RaceTask;
import java.util.EnumSet;

/** R01, from the points incident: a stale fill is cached after the write that should have removed it. */
public final class StaleFillAtExpiry implements Scenario {

    @Override
    public String id() {
        return "R01";
    }

    @Override
    public String story() {
        return "The entry expires; a reader misses and loads the old value; a writer commits the new one and deletes; the "
                + "reader fills the old one.";
    }

    @Override
    public void run(RaceLab lab) {
        lab.variant("the fill comes after the delete", race -> {
            RaceTask reader = race.reader("reader").runUntilAfter(databaseRead());
            race.write("writer");
            reader.runToEnd();
            race.read("late-reader");
            race.settle();
        });
        lab.variant("the load comes just before the commit, the fill after the delete", race -> {
            RaceTask writer = race.writer("writer").runUntilBefore(commit());
            RaceTask reader = race.reader("reader").runUntilAfter(databaseRead());
            writer.runToEnd();
            reader.runToEnd();
            race.read("late-reader");
            race.settle();
        });
        // In one JVM the other reader waits for the load of the first one until the wait times out.
        lab.variant("another reader sees the new value before the fill", EnumSet.of(MONOTONIC), race -> {
            RaceTask reader = race.reader("reader").runUntilAfter(databaseRead());
            race.write("writer");
            race.read("other-reader");
            reader.runToEnd();
            race.read("late-reader");
        });
    }
}
