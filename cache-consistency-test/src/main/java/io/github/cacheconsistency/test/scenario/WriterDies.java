package io.github.cacheconsistency.test.scenario;

import static io.github.cacheconsistency.test.race.Steps.commit;
import static io.github.cacheconsistency.test.race.Steps.databaseRead;

import io.github.cacheconsistency.test.race.RaceTask;

/** R13: the process of a writer dies. */
public final class WriterDies implements Scenario {

    @Override
    public String id() {
        return "R13";
    }

    @Override
    public String story() {
        return "The writer's process dies after its COMMIT and before its cache steps; a reader has filled "
                + "the old value just before the COMMIT, or has loaded it by then. And: it dies just before its "
                + "COMMIT.";
    }

    @Override
    public void run(RaceLab lab) {
        lab.variant("after COMMIT, the old value is cached", race -> {
            race.read("first-reader");
            RaceTask writer = race.writer("writer").runUntilBefore(commit());
            race.read("reader");
            writer.runUntilAfter(commit()).kill();
            race.read("late-reader");
            race.settle();
        });
        lab.variant("after COMMIT, the old value is being loaded", race -> {
            RaceTask reader = race.reader("reader").runUntilAfter(databaseRead());
            race.writer("writer").runUntilAfter(commit()).kill();
            reader.runToEnd();
            race.read("late-reader");
            race.settle();
        });
        lab.subject()
                .writeAndClear()
                .ifPresent(clearing -> lab.variant("after COMMIT, and it was to clear the cache", race -> {
                    race.read("first-reader");
                    race.writer("clearing-writer", clearing)
                            .runUntilAfter(commit())
                            .kill();
                    race.read("late-reader");
                    race.settle();
                }));
        lab.variant("before COMMIT", race -> {
            race.read("first-reader");
            race.writer("writer").runUntilBefore(commit()).kill();
            race.read("reader");
            race.write("next-writer");
            race.read("late-reader");
            race.settle();
        });
    }
}
