package io.github.cacheconsistency.test.scenario;

import static io.github.cacheconsistency.test.race.Steps.commit;
import static io.github.cacheconsistency.test.race.Steps.databaseRead;

import io.github.cacheconsistency.test.RaceSubject;
import io.github.cacheconsistency.test.race.RaceTask;

/** R23: two keys of one transaction, and clearing a cache during loads. */
public final class TwoKeysAndClear implements Scenario {

    @Override
    public String id() {
        return "R23";
    }

    @Override
    public String story() {
        return "Two readers have loaded the old values of two keys; one transaction changes both; the readers fill. And: a "
                + "reader has loaded an old value; the cache is cleared after a change; the reader fills. And: the reader comes "
                + "between the clear and the commit of the change.";
    }

    @Override
    public void run(RaceLab lab) {
        RaceSubject.Change both = lab.subject().writeBoth().orElse(null);
        RaceSubject.Change clearing = lab.subject().writeAndClear().orElse(null);
        if (both == null && clearing == null) {
            throw RaceLab.skip("R23 needs RaceSubject's second(read, database, writeBoth) or writeAndClear(change)");
        }
        if (both != null) {
            lab.variant("two keys of one transaction", race -> {
                RaceTask first = race.reader("first-reader").runUntilAfter(databaseRead());
                RaceTask second = race.secondReader("second-reader").runUntilAfter(databaseRead());
                race.writer("writer", both).runToEnd();
                first.runToEnd();
                second.runToEnd();
                race.read("late-reader");
                race.readSecond("late-second-reader");
                race.settle();
            });
        }
        if (clearing != null) {
            lab.variant("clear during a load", race -> {
                RaceTask reader = race.reader("reader").runUntilAfter(databaseRead());
                race.writer("clearing-writer", clearing).runToEnd();
                reader.runToEnd();
                race.read("late-reader");
                race.settle();
            });
            lab.variant("a load between the clear and its commit", race -> {
                race.read("first-reader");
                RaceTask writer = race.writer("clearing-writer", clearing).runUntilBefore(commit());
                race.read("reader");
                writer.runToEnd();
                race.read("late-reader");
                race.settle();
            });
        }
    }
}
