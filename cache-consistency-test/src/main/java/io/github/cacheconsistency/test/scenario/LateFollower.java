package io.github.cacheconsistency.test.scenario;

import static io.github.cacheconsistency.test.race.Steps.databaseRead;
import static io.github.cacheconsistency.test.race.Steps.redisRead;

import io.github.cacheconsistency.test.race.RaceTask;

/** R19: a reader that comes after an acknowledged write joins a load that began before it. */
public final class LateFollower implements Scenario {

    @Override
    public String id() {
        return "R19";
    }

    @Override
    public String story() {
        return "A reader has loaded the old value; a write is acknowledged; another reader misses and may wait for the load of the "
                + "first one, but must not return its value.";
    }

    @Override
    public void run(RaceLab lab) {
        lab.variant("the follower misses before the fill", race -> {
            RaceTask leader = race.reader("leader").runUntilAfter(databaseRead());
            race.write("writer");
            RaceTask follower = race.reader("follower").runUntilAfter(redisRead());
            leader.runToEnd();
            follower.runToEnd();
            race.read("late-reader");
            race.settle();
        });
    }
}
