package io.github.cacheconsistency.test.scenario;

import static io.github.cacheconsistency.test.oracle.Property.MONOTONIC;
import static io.github.cacheconsistency.test.race.Steps.databaseRead;

import io.github.cacheconsistency.test.race.RaceTask;
import java.util.EnumSet;

/** R04, from both incidents: the fill comes later than the delayed second delete. */
public final class DoubleDeleteOutrun implements Scenario {

    @Override
    public String id() {
        return "R04";
    }

    @Override
    public String story() {
        return "A reader has loaded the old value; the writer commits and deletes; the delayed delete runs; then the reader "
                + "fills.";
    }

    @Override
    public void run(RaceLab lab) {
        lab.variant("the fill comes after the delayed delete", race -> {
            RaceTask reader = race.reader("reader").runUntilAfter(databaseRead());
            race.write("writer");
            race.race().finishScheduled();
            reader.runToEnd();
            race.read("late-reader");
            race.settle();
        });
        lab.variant("another reader sees the new value before the fill", EnumSet.of(MONOTONIC), race -> {
            RaceTask reader = race.reader("reader").runUntilAfter(databaseRead());
            race.write("writer");
            race.race().finishScheduled();
            race.read("other-reader");
            reader.runToEnd();
            race.read("late-reader");
        });
    }
}
