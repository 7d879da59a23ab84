package io.github.cacheconsistency.test.scenario;

import static io.github.cacheconsistency.test.race.Steps.databaseRead;

import io.github.cacheconsistency.test.oracle.Property;
import io.github.cacheconsistency.test.race.RaceTask;
import io.github.cacheconsistency.test.time.KeySnapshot;
import java.time.Duration;

/** R22: Redis restarts with an old snapshot, or fails over to a replica that lagged, and loses an invalidation. */
public final class RedisRestarts implements Scenario {

    /** Longer than the interval of the failover watch. */
    private static final Duration LATER = Duration.ofSeconds(2);

    @Override
    public String id() {
        return "R22";
    }

    @Override
    public String story() {
        return "Redis takes a snapshot while the old value is cached, or a reader has a lease; a write is acknowledged; Redis "
                + "restarts with the snapshot.";
    }

    @Override
    public void run(RaceLab lab) {
        lab.variant("an old value is back", race -> {
            race.read("first-reader");
            KeySnapshot snapshot = race.race().snapshotRedis();
            race.write("writer");
            race.race().finishScheduled();
            race.read("other-reader");
            race.race().restartRedis(snapshot);
            race.read("late-reader");
            race.settle();
        });
        // A strategy that does not promise this has such fills also without a restart: R01.
        if (lab.strategy().guarantees().contains(Property.CONVERGES)) {
            lab.variant("an old lease is back", race -> {
                RaceTask reader = race.reader("reader").runUntilAfter(databaseRead());
                KeySnapshot snapshot = race.race().snapshotRedis();
                race.write("writer");
                race.race().restartRedis(snapshot);
                reader.runToEnd();
                race.read("late-reader");
                race.settle();
            });
            lab.variant("an old lease is back, and its fill comes later", race -> {
                RaceTask reader = race.reader("reader").runUntilAfter(databaseRead());
                KeySnapshot snapshot = race.race().snapshotRedis();
                race.write("writer");
                race.race().restartRedis(snapshot);
                race.race().advance(LATER);
                reader.runToEnd();
                race.read("late-reader");
                race.settle();
            });
        }
    }
}
