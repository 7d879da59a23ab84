package io.github.cacheconsistency.test.race;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Runs tasks concurrently, without holding them, and detects when they make no progress. */
final class FreeRun {

    private static final Duration PAUSE = Duration.ofMillis(1);

    private final TaskGate taskGate;
    private final List<RaceTask> tasks;
    private final Trace trace;
    private final Duration patience;

    FreeRun(TaskGate taskGate, List<RaceTask> tasks, Trace trace, Duration patience) {
        this.taskGate = taskGate;
        this.tasks = tasks;
        this.trace = trace;
        this.patience = patience;
    }

    /**
     * Starts all tasks and returns when they have ended.
     *
     * @param meanwhile runs repeatedly until they have ended
     * @return a task that has not ended, if there was no progress for the patience
     */
    Optional<RaceTask> run(Runnable meanwhile) {
        tasks.forEach(RaceTask::start);
        long seen = trace.next();
        long idleSince = System.nanoTime();
        while (!taskGate.await(() -> tasks.stream().allMatch(RaceTask::hasEnded), PAUSE)) {
            meanwhile.run();
            long latest = trace.next();
            if (latest > seen + 1) {
                idleSince = System.nanoTime();
            } else if (System.nanoTime() - idleSince > patience.toNanos()) {
                return tasks.stream().filter(task -> !task.hasEnded()).findFirst();
            }
            seen = latest;
        }
        return Optional.empty();
    }
}
