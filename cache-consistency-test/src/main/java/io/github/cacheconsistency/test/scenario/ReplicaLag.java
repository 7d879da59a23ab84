package io.github.cacheconsistency.test.scenario;

import static io.github.cacheconsistency.test.oracle.Property.COMMIT_FRESH;
import static io.github.cacheconsistency.test.oracle.Property.MONOTONIC;
import static io.github.cacheconsistency.test.race.Steps.commit;
import static io.github.cacheconsistency.test.race.Steps.databaseRead;
import static io.github.cacheconsistency.test.race.Steps.redisRead;
import static io.github.cacheconsistency.test.race.Steps.redisWrite;

import io.github.cacheconsistency.test.gate.LaggingReplica;
import io.github.cacheconsistency.test.race.RaceTask;
import java.util.EnumSet;

/**
 * R09: loads come from a replica of the database that has not applied the commit. The reader that loads gets an old
 * value under every strategy; the scenario is about the readers after it.
 */
public final class ReplicaLag implements Scenario {

    @Override
    public String id() {
        return "R09";
    }

    @Override
    public String story() {
        return "A writer commits and deletes; a reader misses, loads from a replica that has not applied the commit, and fills "
                + "the old value; the replica catches up.";
    }

    @Override
    public void run(RaceLab lab) {
        lab.variant("the entry was not cached", race -> {
            LaggingReplica replica = race.laggingReplica();
            race.write("writer");
            race.replicaReader("reader", replica).runToEnd();
            replica.catchUp();
            race.read("late-reader");
            race.settle();
        });
        lab.variant("the entry was cached, and is written twice", race -> {
            race.read("first-reader");
            LaggingReplica replica = race.laggingReplica();
            race.write("writer");
            race.write("other-writer");
            race.replicaReader("reader", replica).runToEnd();
            replica.catchUp();
            race.read("late-reader");
            race.settle();
        });
        lab.variant("the reader has missed before the write", race -> {
            LaggingReplica replica = race.laggingReplica();
            RaceTask reader = race.replicaReader("reader", replica).runUntilAfter(redisRead());
            race.write("writer");
            reader.runToEnd();
            replica.catchUp();
            race.read("late-reader");
            race.settle();
        });
        lab.variant("the fill comes late, after all delayed work", race -> {
            LaggingReplica replica = race.laggingReplica();
            race.write("writer");
            RaceTask reader = race.replicaReader("reader", replica).runUntilAfter(databaseRead());
            race.race().finishScheduled();
            replica.catchUp();
            reader.runToEnd();
            race.read("late-reader");
            race.settle();
        });
        lab.variant("another reader sees the new value before the fill", EnumSet.of(MONOTONIC), race -> {
            LaggingReplica replica = race.laggingReplica();
            race.write("writer");
            RaceTask reader = race.replicaReader("reader", replica).runUntilAfter(databaseRead());
            race.read("other-reader");
            reader.runToEnd();
            race.read("late-reader");
        });
        lab.variant(
                "the load comes between the COMMIT and the cache step", EnumSet.of(MONOTONIC, COMMIT_FRESH), race -> {
                    LaggingReplica replica = race.laggingReplica();
                    RaceTask writer = race.writer("writer").runUntilAfter(commit());
                    RaceTask reader = race.replicaReader("reader", replica).runUntilAfter(databaseRead());
                    race.read("other-reader");
                    reader.runToEnd();
                    race.read("late-reader");
                    writer.runToEnd();
                });
        lab.variant(
                "a reader gives up before the COMMIT, and the load comes after it",
                EnumSet.of(MONOTONIC, COMMIT_FRESH),
                race -> {
                    LaggingReplica replica = race.laggingReplica();
                    RaceTask early = race.reader("early-reader").runUntilAfter(redisWrite());
                    RaceTask writer = race.writer("writer").runUntilBefore(commit());
                    early.runToEnd();
                    writer.runUntilAfter(commit());
                    race.replicaReader("reader", replica).runToEnd();
                    race.read("late-reader");
                    writer.runToEnd();
                });
    }
}
