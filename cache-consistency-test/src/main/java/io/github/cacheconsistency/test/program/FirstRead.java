package io.github.cacheconsistency.test.program;

import io.github.cacheconsistency.test.explore.ProgramError;
import io.github.cacheconsistency.test.gate.Store;
import io.github.cacheconsistency.test.race.Step;
import io.github.cacheconsistency.test.race.Steps;
import io.github.cacheconsistency.test.race.Trace;
import java.util.List;

/**
 * The first read of a service, when nothing was cached: what it does not do, no race can be about.
 *
 * @param trace what it did
 */
record FirstRead(Trace trace) {

    /** @throws ProgramError if it did not look into both stores */
    void check() {
        List<Step> steps = trace.steps();
        String found = "\nWhat it did:\n" + trace.print();
        if (steps.stream().map(Step::operation).noneMatch(Steps.redis())) {
            throw new ProgramError(
                    "RaceSubject.read(..) never touched Redis, not even when nothing was cached. Expected at "
                            + "least one command through a RedisConnectionFactory bean of the application context. Is the cache "
                            + "turned on (@EnableCaching, spring.cache.type=redis), is the method called through its proxy, "
                            + "and is RaceKitConfiguration imported?" + found);
        }
        if (steps.stream().noneMatch(step -> step.operation().store() == Store.DATABASE)) {
            throw new ProgramError(
                    "RaceSubject.read(..) never touched the database, not even when nothing was in Redis. "
                            + "Expected at least one SQL statement through a DataSource bean of the application context. Does "
                            + "another cache in front of Redis answer, or does it load from somewhere else?" + found);
        }
    }
}
