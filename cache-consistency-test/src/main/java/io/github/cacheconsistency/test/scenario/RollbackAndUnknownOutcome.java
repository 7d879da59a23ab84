package io.github.cacheconsistency.test.scenario;

import static io.github.cacheconsistency.test.race.Steps.commit;
import static io.github.cacheconsistency.test.race.Steps.rollback;

import io.github.cacheconsistency.test.race.RaceTask;

/** R15: a write that is rolled back, and a write with an unknown outcome. */
public final class RollbackAndUnknownOutcome implements Scenario {

    @Override
    public String id() {
        return "R15";
    }

    @Override
    public String story() {
        return "A write is rolled back while other tasks read; a commit is executed but its reply is lost; a commit never reaches "
                + "the database.";
    }

    @Override
    public void run(RaceLab lab) {
        lab.variant("rolled back", race -> {
            race.read("first-reader");
            RaceTask writer = race.race()
                    .task("writer", () -> {
                        lab.rolledBack(lab.subject().write()).run();
                        return "rolled back";
                    })
                    .runUntilBefore(rollback());
            race.read("reader");
            writer.runToEnd();
            race.read("late-reader");
            race.settle();
        });
        lab.variant("committed, but the reply was lost", race -> {
            race.read("first-reader");
            race.race().loseReply(commit(), 1);
            race.writer("writer").runToFailure();
            race.settle();
        });
        lab.variant("the commit never arrived", race -> {
            race.read("first-reader");
            race.race().refuse(commit(), 1);
            race.writer("writer").runToFailure();
            race.read("late-reader");
            race.settle();
        });
    }
}
