package io.github.cacheconsistency.test.race;

import java.time.Duration;
import java.util.Collection;
import java.util.stream.Collectors;

/** A task neither reached its next step nor ended in time. The message contains the state of every task. */
public final class RaceStalledError extends AssertionError {

    private static final long serialVersionUID = 1L;

    RaceStalledError(RaceTask stalled, Collection<RaceTask> tasks, Duration watchdog, Trace trace) {
        super("Task '" + stalled.name() + "' neither reached its next step nor ended within " + watchdog.toMillis()
                + " ms. It waits for something that the race does not control: a row lock of another task, an exhausted "
                + "pool, or a lock in the code under test. See the stacks of the threads below.\n"
                + tasks.stream().map(RaceTask::describe).collect(Collectors.joining("\n")) + "\n" + trace.print());
    }
}
