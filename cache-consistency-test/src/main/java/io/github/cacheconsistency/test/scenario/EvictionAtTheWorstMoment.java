package io.github.cacheconsistency.test.scenario;

import static io.github.cacheconsistency.test.race.Steps.databaseRead;

import io.github.cacheconsistency.test.race.RaceTask;
import java.util.concurrent.atomic.AtomicInteger;

/** R08: Redis evicts whatever the key holds, value or lease, between any two steps of a stale fill. */
public final class EvictionAtTheWorstMoment implements Scenario {

    @Override
    public String id() {
        return "R08";
    }

    @Override
    public String story() {
        return "R01, and between two of its steps the entry is evicted: once for every place where that can happen.";
    }

    @Override
    public void run(RaceLab lab) {
        int steps = 0;
        for (int position = 0; position <= steps; position++) {
            steps = Math.max(steps, run(lab, position));
        }
    }

    private static int run(RaceLab lab, int position) {
        AtomicInteger taken = new AtomicInteger();
        lab.variant("evicted after step " + position, race -> {
            race.race().listen(step -> {
                if (taken.incrementAndGet() == position) {
                    race.race().expireAll();
                }
            });
            RaceTask reader = race.reader("reader").runUntilAfter(databaseRead());
            race.write("writer");
            reader.runToEnd();
            race.read("late-reader");
            race.settle();
        });
        return taken.get();
    }
}
