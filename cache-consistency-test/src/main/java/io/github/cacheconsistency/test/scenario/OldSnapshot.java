package io.github.cacheconsistency.test.scenario;

import static io.github.cacheconsistency.test.race.Steps.databaseRead;

import io.github.cacheconsistency.test.race.RaceTask;

/** R16: a load in a transaction whose snapshot is older than the cache entry. */
public final class OldSnapshot implements Scenario {

    @Override
    public String id() {
        return "R16";
    }

    @Override
    public String story() {
        return "A transaction takes its snapshot (REPEATABLE READ); a writer commits and deletes; another reader reads the new "
                + "value; the entry expires; the transaction misses and loads from its snapshot.";
    }

    @Override
    public void run(RaceLab lab) {
        lab.variant("the transaction reads through the cache", race -> {
            RaceTask transaction = race.race()
                    .task("transaction", () -> {
                        lab.inSnapshot(() -> {
                                    lab.subject().entry().database().get();
                                    lab.subject().entry().read().get();
                                })
                                .run();
                        return "";
                    })
                    .runUntilAfter(databaseRead());
            race.write("writer");
            race.race().finishScheduled();
            race.read("other-reader");
            race.race().expireAll();
            transaction.runToEnd();
            race.read("late-reader");
            race.settle();
        });
    }
}
