package io.github.cacheconsistency.test.explore;

import io.github.cacheconsistency.test.oracle.Violation;
import java.util.ArrayList;
import java.util.List;

/** Runs a program under a given scheduler, one execution per call. For one thread. */
final class ScheduleRunner {

    private final Program program;
    private final int maxSteps;
    private final boolean alwaysDraws;
    private final DefaultOrder order;

    ScheduleRunner(Program program, int maxSteps) {
        this(program, maxSteps, false);
    }

    /** @param alwaysDraws whether to create the picture also of schedules that break nothing */
    ScheduleRunner(Program program, int maxSteps, boolean alwaysDraws) {
        if (program.tasks().size() > ScheduleCode.MOST_TASKS) {
            throw new ProgramError("expected: at most %d tasks; found: %d"
                    .formatted(ScheduleCode.MOST_TASKS, program.tasks().size()));
        }
        this.program = program;
        this.alwaysDraws = alwaysDraws;
        this.maxSteps = maxSteps;
        this.order = new DefaultOrder(program.tasks().size());
    }

    /** As {@link #run(Scheduler, Findings)}, with a picture of every schedule that breaks a property. */
    Outcome run(Scheduler scheduler) {
        return run(scheduler, new Findings());
    }

    /**
     * @param known the findings so far; a picture is created only of a schedule that they would keep
     * @throws ProgramError if the program cannot be driven, or has not ended after the greatest number of steps
     */
    Outcome run(Scheduler scheduler, Findings known) {
        Recorder recorder = new Recorder();
        try (Execution execution = program.begin()) {
            for (List<EnabledStep> enabled = execution.enabledSteps();
                    !enabled.isEmpty();
                    enabled = execution.enabledSteps()) {
                Position position = order.position(recorder.length(), recorder.last(), enabled);
                EnabledStep choice = scheduler.choose(position, execution);
                if (choice == null) {
                    return new Outcome(recorder.schedule(), false, List.of(), "");
                }
                if (recorder.length() >= maxSteps) {
                    throw endless(recorder.schedule().steps());
                }
                recorder.add(position, choice);
                scheduler.stepTaken(position, execution.take(choice));
            }
            List<Violation> violations = List.copyOf(execution.violations());
            Outcome outcome = new Outcome(recorder.schedule(), true, violations, "");
            return alwaysDraws || known.wouldKeep(outcome) ? outcome.drawn(execution.picture()) : outcome;
        }
    }

    private ProgramError endless(List<EnabledStep> steps) {
        List<String> tail = steps.subList(Math.max(0, steps.size() - 4), steps.size()).stream()
                .map(choice -> program.tasks().get(choice.task()) + ": " + choice.description())
                .toList();
        return new ProgramError("""
                The tasks have not ended after %d steps; the last ones were %s. Expected: each task ends, whatever the order. \
                A task that waits must not have an enabled step until what it waits for has happened, or must limit its \
                attempts; if the tasks are really this long, raise the greatest number of steps.\
                """.formatted(maxSteps, tail));
    }

    private static final class Recorder {

        private final List<Position> positions = new ArrayList<>();
        private final List<EnabledStep> steps = new ArrayList<>();
        private int preemptions;

        void add(Position position, EnabledStep choice) {
            preemptions += position.preemptedBy(choice) ? 1 : 0;
            positions.add(position);
            steps.add(choice);
        }

        int length() {
            return steps.size();
        }

        int last() {
            return steps.isEmpty() ? -1 : steps.get(steps.size() - 1).task();
        }

        Schedule schedule() {
            return new Schedule(positions, steps, preemptions);
        }
    }
}
