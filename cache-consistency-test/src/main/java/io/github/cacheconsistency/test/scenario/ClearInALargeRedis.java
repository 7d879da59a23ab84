package io.github.cacheconsistency.test.scenario;

import static io.github.cacheconsistency.test.race.Steps.commit;
import static io.github.cacheconsistency.test.race.Steps.databaseRead;

import io.github.cacheconsistency.test.RaceSubject;
import io.github.cacheconsistency.test.race.CrowdedRedis;
import io.github.cacheconsistency.test.race.RaceTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/** R43: a cache is cleared in a Redis that holds too many other keys to scan all of them. */
public final class ClearInALargeRedis implements Scenario {

    /**
     * More keys than the library scans within a clear, by the default of {@code cache-consistency.redis.scan-limit}.
     */
    private static final int OTHER_KEYS = 10_001;

    @Override
    public String id() {
        return "R43";
    }

    @Override
    public String story() {
        return "Redis holds thousands of unrelated keys. A reader has loaded an old value; the cache is cleared after a change, "
                + "once or twice; the reader fills. And: Redis evicts the library's index of its keys, before the clear "
                + "or at any of its steps.";
    }

    @Override
    public void run(RaceLab lab) {
        RaceSubject.Change clearing = lab.subject().writeAndClear().orElse(null);
        if (clearing == null) {
            throw RaceLab.skip("R43 needs RaceSubject's writeAndClear(change)");
        }
        if (!lab.canCrowdRedis()) {
            throw RaceLab.skip("R43 needs one Redis for all keys, and not a cluster");
        }
        try (CrowdedRedis redis = lab.crowdRedis(OTHER_KEYS)) {
            lab.variant("during a load", race -> {
                // After this clear, the library's index contains all keys of the cache.
                race.writer("first-clearing-writer", clearing).runToEnd();
                RaceTask reader = race.reader("reader").runUntilAfter(databaseRead());
                race.writer("clearing-writer", clearing).runToEnd();
                reader.runToEnd();
                race.read("late-reader");
                race.settle();
            });
            lab.variant("of a cached value", race -> {
                race.writer("first-clearing-writer", clearing).runToEnd();
                race.read("first-reader");
                race.writer("clearing-writer", clearing).runToEnd();
                race.read("late-reader");
                race.settle();
            });
            lab.variant("two at once", race -> {
                race.writer("first-clearing-writer", clearing).runToEnd();
                RaceTask first = race.writer("clearing-writer", clearing).runUntilAfter(commit());
                RaceTask reader = race.reader("reader").runUntilAfter(databaseRead());
                race.writer("other-clearing-writer", clearing).runToEnd();
                first.runToEnd();
                reader.runToEnd();
                race.read("late-reader");
                race.settle();
            });
            everywhere(lab, redis, (race, evicting) -> {
                race.writer("first-clearing-writer", clearing).runToEnd();
                RaceTask reader = race.reader("reader").runUntilAfter(databaseRead());
                evicting.run();
                race.writer("clearing-writer", clearing).runToEnd();
                reader.runToEnd();
                race.read("late-reader");
                race.settle();
            });
        }
    }

    /** Runs {@code steps} repeatedly, each time with the eviction one step later; the first time before all steps. */
    private static void everywhere(RaceLab lab, CrowdedRedis redis, BiConsumer<ScenarioRace, Runnable> steps) {
        AtomicInteger last = new AtomicInteger();
        for (int position = 0; position <= last.get(); position++) {
            int evicted = position;
            lab.variant("the index evicted after step " + position + " of the clear", race -> {
                AtomicInteger taken = new AtomicInteger();
                steps.accept(race, () -> {
                    if (evicted == 0) {
                        redis.evictIndexes();
                    }
                    race.race().listen(step -> {
                        if (step.task().equals("clearing-writer") && taken.incrementAndGet() == evicted) {
                            redis.evictIndexes();
                        }
                    });
                });
                last.accumulateAndGet(taken.get(), Math::max);
            });
        }
    }
}
