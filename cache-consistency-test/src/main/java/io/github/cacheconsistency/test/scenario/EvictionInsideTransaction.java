package io.github.cacheconsistency.test.scenario;

import static io.github.cacheconsistency.test.race.Steps.commit;

import io.github.cacheconsistency.test.race.RaceTask;

/** R21: the cache annotation outside of the transaction, and inside of it. */
public final class EvictionInsideTransaction implements Scenario {

    @Override
    public String id() {
        return "R21";
    }

    @Override
    public String story() {
        return "The write has its own transaction, or joins a transaction of its caller; before the COMMIT a reader loads the "
                + "old row and fills it.";
    }

    @Override
    public void run(RaceLab lab) {
        lab.variant("the write has its own transaction", race -> steps(race, race.writer("writer")));
        lab.variant(
                "the write joins its caller's transaction",
                race -> steps(
                        race,
                        race.writer("writer", lab.inTransaction(lab.subject().write()))));
    }

    private static void steps(ScenarioRace race, RaceTask writer) {
        race.read("first-reader");
        writer.runUntilBefore(commit());
        race.read("reader");
        writer.runToEnd();
        race.read("late-reader");
        race.settle();
    }
}
