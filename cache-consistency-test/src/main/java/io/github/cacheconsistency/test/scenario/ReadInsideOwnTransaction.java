package io.github.cacheconsistency.test.scenario;

import static io.github.cacheconsistency.test.race.Steps.commit;
import static io.github.cacheconsistency.test.race.Steps.rollback;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cacheconsistency.test.RaceSubject;
import io.github.cacheconsistency.test.race.RaceTask;

/** R17: a writer reads its own write through the cache before it commits. */
public final class ReadInsideOwnTransaction implements Scenario {

    @Override
    public String id() {
        return "R17";
    }

    @Override
    public String story() {
        return "A transaction changes the row and then reads it through the cache; before it ends, another reader reads; then "
                + "it rolls back, or commits.";
    }

    @Override
    public void run(RaceLab lab) {
        RaceSubject.Change writeAndRead = () -> {
            lab.subject().write().run();
            long read = lab.subject().entry().read().get();
            if (lab.strategy().isGuarded()) {
                // Not older than the version that this transaction sees. It may be newer, if the query of the subject
                // runs outside of the transaction.
                assertThat(read)
                        .as("version that a transaction reads through the cache after its own write")
                        .isGreaterThanOrEqualTo(lab.subject().entry().database().get());
            }
        };
        lab.variant(
                "rolled back",
                race -> steps(race, race.race().task("writer", () -> {
                    lab.rolledBack(writeAndRead).run();
                    return "rolled back";
                })));
        lab.variant("committed", race -> steps(race, race.writer("writer", lab.inTransaction(writeAndRead))));
        lab.variant("committed, and the entry was cached", race -> {
            race.read("first-reader");
            steps(race, race.writer("writer", lab.inTransaction(writeAndRead)));
        });
    }

    private static void steps(ScenarioRace race, RaceTask writer) {
        writer.runUntilBefore(commit().or(rollback()));
        race.read("reader");
        writer.runToEnd();
        race.read("late-reader");
        race.settle();
    }
}
