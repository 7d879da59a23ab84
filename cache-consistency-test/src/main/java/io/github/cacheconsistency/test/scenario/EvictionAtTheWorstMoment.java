package io.github.cacheconsistency.test.scenario;

import static io.github.cacheconsistency.test.race.Steps.commit;
import static io.github.cacheconsistency.test.race.Steps.databaseRead;

import io.github.cacheconsistency.test.race.RaceTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** R08: Redis evicts the key, value or lease, between any two steps of a stale fill or of crossed writers. */
public final class EvictionAtTheWorstMoment implements Scenario {

    @Override
    public String id() {
        return "R08";
    }

    @Override
    public String story() {
        return "R01 and R12 with an eviction of the entry between two of their steps, one run for each position.";
    }

    @Override
    public void run(RaceLab lab) {
        everywhere(lab, "stale fill", race -> {
            RaceTask reader = race.reader("reader").runUntilAfter(databaseRead());
            race.write("writer");
            reader.runToEnd();
            race.read("late-reader");
            race.settle();
        });
        everywhere(lab, "crossed writers", race -> {
            race.read("first-reader");
            RaceTask first = race.writer("first-writer").runUntilAfter(commit());
            race.write("second-writer");
            first.runToEnd();
            race.read("late-reader");
            race.settle();
        });
    }

    /** Runs {@code steps} repeatedly, each time with the eviction one step later. */
    private static void everywhere(RaceLab lab, String name, Consumer<ScenarioRace> steps) {
        int last = 0;
        for (int position = 0; position <= last; position++) {
            last = Math.max(last, evictedAfter(position, lab, name, steps));
        }
    }

    private static int evictedAfter(int position, RaceLab lab, String name, Consumer<ScenarioRace> steps) {
        AtomicInteger taken = new AtomicInteger();
        lab.variant(name + ", evicted after step " + position, race -> {
            race.race().listen(step -> {
                if (taken.incrementAndGet() == position) {
                    race.race().expireAll();
                }
            });
            steps.accept(race);
        });
        return taken.get();
    }
}
