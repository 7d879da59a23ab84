package io.github.cacheconsistency.test.scenario;

import static io.github.cacheconsistency.test.oracle.Property.MONOTONIC;
import static io.github.cacheconsistency.test.race.Steps.commit;
import static io.github.cacheconsistency.test.race.Steps.databaseRead;

import io.github.cacheconsistency.test.race.RaceTask;
import java.util.EnumSet;

/** R12: two writers whose cache steps arrive in the opposite order of their commits. */
public final class CrossedWriters implements Scenario {

    @Override
    public String id() {
        return "R12";
    }

    @Override
    public String story() {
        return "The first writer commits before the second, but the cache steps of the second come first; a reader has "
                + "loaded the value between the two commits, or takes the lease between the two cache steps.";
    }

    @Override
    public void run(RaceLab lab) {
        lab.variant("without a read in between", race -> {
            race.read("first-reader");
            RaceTask first = race.writer("first-writer").runUntilAfter(commit());
            race.write("second-writer");
            first.runToEnd();
            race.read("late-reader");
            race.settle();
        });
        lab.variant("the value between the commits is filled last", race -> {
            RaceTask first = race.writer("first-writer").runUntilAfter(commit());
            RaceTask reader = race.reader("reader").runUntilAfter(databaseRead());
            race.write("second-writer");
            first.runToEnd();
            reader.runToEnd();
            race.read("late-reader");
            race.settle();
        });
        lab.variant("a reader loads the last value between the two cache steps", race -> {
            RaceTask first = race.writer("first-writer").runUntilAfter(commit());
            race.write("second-writer");
            RaceTask reader = race.reader("reader").runUntilAfter(databaseRead());
            first.runToEnd();
            race.read("late-reader");
            reader.runToEnd();
            race.settle();
        });
        lab.variant(
                "the value between the commits is filled last, after another reader has read the last one",
                EnumSet.of(MONOTONIC),
                race -> {
                    RaceTask first = race.writer("first-writer").runUntilAfter(commit());
                    RaceTask reader = race.reader("reader").runUntilAfter(databaseRead());
                    race.write("second-writer");
                    first.runToEnd();
                    race.read("other-reader");
                    reader.runToEnd();
                    race.read("late-reader");
                });
    }
}
