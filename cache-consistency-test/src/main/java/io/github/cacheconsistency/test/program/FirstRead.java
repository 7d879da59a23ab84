package io.github.cacheconsistency.test.program;

import io.github.cacheconsistency.test.explore.ProgramError;
import io.github.cacheconsistency.test.gate.Store;
import io.github.cacheconsistency.test.race.Step;
import io.github.cacheconsistency.test.race.Steps;
import io.github.cacheconsistency.test.race.Trace;
import java.util.List;

/**
 * The first read of a service, when nothing is cached. It has to use both stores; otherwise there is no race to
 * explore.
 *
 * @param trace the steps of the read
 */
record FirstRead(Trace trace) {

    /** @throws ProgramError if it did not use both stores */
    void check() {
        List<Step> steps = trace.steps();
        String found = "\nSteps of the read:\n" + trace.print();
        if (steps.stream().map(Step::operation).noneMatch(Steps.redis())) {
            throw new ProgramError(
                    "RaceSubject.read(..) sent no Redis command although nothing was cached. Expected: at "
                            + "least one command through a RedisConnectionFactory bean of the application context. Check that the "
                            + "cache is turned on (@EnableCaching, spring.cache.type=redis), that the method is called through its "
                            + "proxy, and that RaceKitConfiguration is imported." + found);
        }
        if (steps.stream().noneMatch(step -> step.operation().store() == Store.DATABASE)) {
            throw new ProgramError("RaceSubject.read(..) sent no SQL statement although nothing was cached in Redis. "
                    + "Expected: at least one statement through a DataSource bean of the application context. Check whether "
                    + "another cache in front of Redis answers, or the value is loaded from another source." + found);
        }
    }
}
