package io.github.cacheconsistency.test.program;

import io.github.cacheconsistency.test.explore.EnabledStep;
import io.github.cacheconsistency.test.explore.Execution;
import io.github.cacheconsistency.test.explore.ProgramError;
import io.github.cacheconsistency.test.explore.StepResult;
import io.github.cacheconsistency.test.oracle.Violation;
import io.github.cacheconsistency.test.race.RaceDriver;
import io.github.cacheconsistency.test.race.Trace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One run of a {@link RaceProgram} on real servers. For one thread. */
public final class RaceExecution implements Execution {

    /** More steps than any read or write has. */
    private static final int MOST_STEPS = 100_000;

    private final Run run;
    private final List<Participant> participants;
    private final @Nullable ObservedState observed;
    private final Runnable onState;
    private final Duration window;
    private final Runnable whenClosed;
    private List<Violation> violations = List.of();
    private boolean closed;

    /**
     * @param participants in the order of their numbers; those of {@code run.services()} first
     * @param observed {@code null} if the state is unknown
     * @param onState runs when {@link #state()} is called
     */
    RaceExecution(
            Run run,
            List<Participant> participants,
            @Nullable ObservedState observed,
            Runnable onState,
            Duration window,
            Runnable whenClosed) {
        this.run = run;
        this.observed = observed;
        this.onState = onState;
        this.participants = List.copyOf(participants);
        this.window = window;
        this.whenClosed = whenClosed;
    }

    @Override
    public List<EnabledStep> enabledSteps() {
        List<EnabledStep> enabled = offers();
        if (enabled.isEmpty() && run.hasActiveServices()) {
            // This wait depends on real time, but without it a slow thread would be reported as a deadlock.
            boolean woken = run.services().stream()
                    .filter(ServiceTask::isThreadBlocked)
                    .map(ServiceTask::awaitUnblocked)
                    .reduce(false, Boolean::logicalOr);
            enabled = offers();
            if (enabled.isEmpty() && run.hasActiveServices()) {
                throw stuck(woken);
            }
        }
        return enabled;
    }

    private List<EnabledStep> offers() {
        List<EnabledStep> enabled = new ArrayList<>(participants.size());
        for (int i = 0; i < participants.size(); i++) {
            int number = i;
            participants
                    .get(i)
                    .offer()
                    .ifPresent(offer -> enabled.add(new EnabledStep(number, offer.step(), offer.yields())));
        }
        return enabled;
    }

    @Override
    public StepResult take(EnabledStep choice) {
        Participant participant = participants.get(choice.task());
        Participant.Offer offer = participant
                .offer()
                .filter(possible -> possible.step().equals(choice.description()))
                .orElseThrow(() -> new IllegalArgumentException("Not an enabled step: " + choice));
        Touched touched = new Touched();
        List<ServiceTask> waiting = otherWaitingTasks(participant);
        ObservedState state = observed;
        ObservedState.Before before = state == null ? null : state.before(participant);
        run.takeLatest();
        participant.take(touched);
        if (state != null && before != null) {
            state.took(before, run.takeLatest());
        }
        boolean woken = !waiting.isEmpty()
                && waiting.stream()
                        .anyMatch(task -> task.isThreadBlocked()
                                ? task.checkUnblocked()
                                : task.offer().isPresent());
        if (woken) {
            // The step has enabled a step of another task, so their order matters.
            touched.everything();
        }
        return new StepResult(choice, touched.footprint(), participant.hasEnded());
    }

    /** The other tasks that have no enabled step until another task, or time, changes something. */
    private List<ServiceTask> otherWaitingTasks(Participant participant) {
        List<ServiceTask> waiting = new ArrayList<>();
        for (ServiceTask task : run.services()) {
            if (task != participant
                    && (task.isThreadBlocked()
                            || task.isWaiting() && task.offer().isEmpty())) {
                waiting.add(task);
            }
        }
        return waiting;
    }

    @Override
    public @Nullable String state() {
        onState.run();
        return observed == null ? null : observed.describe();
    }

    @Override
    public List<Violation> violations() {
        participants.forEach(RaceExecution::closeInjections);
        run.drive(() -> {
            run.driver().race().advance(window);
            return RaceDriver.TaskState.ENDED;
        });
        for (JudgedEntry entry : run.entries()) {
            ReadCall last = new ReadCall(entry, "read");
            run.driver()
                    .run(run.driver()
                            .add(
                                    "final-reader",
                                    last.started(run.driver().race().trace())));
            last.ended("final-reader", run, new Touched());
            entry.quiescent(run.driver().race().trace().next(), last.version());
        }
        violations = run.entries().stream()
                .flatMap(entry -> entry.violations().stream())
                .sorted(Comparator.comparingLong(Violation::at))
                .toList();
        return violations;
    }

    private static void closeInjections(Participant participant) {
        if (participant instanceof FaultInjectionTask task) {
            task.closeInjections();
        }
    }

    @Override
    public String picture() {
        return trace().print(remarks());
    }

    /** The trace so far, for other presentations than {@link #picture()}. */
    public Trace trace() {
        return run.driver().race().trace();
    }

    /** The result of {@link #violations()} as remarks at positions of the trace. */
    public List<Trace.Remark> remarks() {
        return violations.stream()
                .map(violation -> new Trace.Remark(violation.at(), violation.toString()))
                .toList();
    }

    /** Runs the active tasks to their end, one after the other: killing them would cost a database connection each. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        participants.forEach(RaceExecution::closeInjections);
        run.abandon();
        try {
            for (int i = 0; i < MOST_STEPS; i++) {
                ServiceTask next = run.services().stream()
                        .filter(task -> task.isInCall() && task.offer().isPresent())
                        .findFirst()
                        .orElse(null);
                if (next == null) {
                    break;
                }
                Touched touched = new Touched();
                List<ServiceTask> waiting = otherWaitingTasks(next);
                next.take(touched);
                waiting.stream().filter(ServiceTask::isThreadBlocked).forEach(ServiceTask::checkUnblocked);
            }
        } finally {
            try {
                run.driver().close();
            } finally {
                whenClosed.run();
            }
        }
    }

    private ProgramError stuck(boolean woken) {
        String tasks = run.services().stream()
                .filter(task -> !task.hasEnded())
                .map(task -> task.name() + (task.isThreadBlocked() ? " (outside of all gates)" : ""))
                .collect(Collectors.joining(", "));
        return new ProgramError(
                "Deadlock: no task can continue: " + tasks + (woken ? ", one of which has just moved" : "")
                        + ".\nA task outside of all gates waits for a lock of the JVM, a queue or another thread, and no other task "
                        + "ended that wait: the kit can only drive Redis commands, SQL statements and waits of the library. "
                        + "See its stack below; if it waits for a thread of its own, run that work on the calling thread in "
                        + "this test.\n" + run.driver().describe());
    }
}
