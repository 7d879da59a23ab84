package io.github.cacheconsistency.test.program;

import io.github.cacheconsistency.test.explore.Footprint.Use;
import io.github.cacheconsistency.test.explore.ProgramError;
import io.github.cacheconsistency.test.gate.Operation;
import io.github.cacheconsistency.test.gate.Store;
import io.github.cacheconsistency.test.race.RaceDriver.TaskState;
import io.github.cacheconsistency.test.race.RaceTask;
import io.github.cacheconsistency.test.race.Step;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A reader or writer: calls of the service, one after the other. A call begins with its first step, so that the
 * recorded start of a read is never later than its real start.
 */
final class ServiceTask implements Participant {

    private final Run run;
    private final String name;
    private final List<ServiceCall> calls;
    private final boolean mayFail;
    private int next;
    private TaskState state = TaskState.NEW;
    private @Nullable RaceTask task;
    private final PollDetector polling;
    private boolean failed;

    /** @param mayFail whether a call may throw */
    ServiceTask(Run run, String name, List<ServiceCall> calls, boolean mayFail) {
        this.run = run;
        this.name = name;
        this.calls = calls;
        this.mayFail = mayFail;
        this.polling = new PollDetector(run);
    }

    String name() {
        return name;
    }

    @Override
    public boolean hasEnded() {
        return state == TaskState.NEW && next == calls.size();
    }

    boolean isThreadBlocked() {
        return state == TaskState.BLOCKED;
    }

    /** Whether a gate holds it inside of a call. */
    boolean isHeld() {
        return state == TaskState.AT_GATE;
    }

    /** Whether a call has begun and not ended. */
    boolean isInCall() {
        return state != TaskState.NEW;
    }

    /** Whether it waits for a signal that has not come, or polls and nothing has changed. */
    boolean isWaiting() {
        return isHeld() && (run.driver().isBlocked(operation()) || polling.polls() && !polling.mayHaveChanged());
    }

    /** Whether it waits for a signal that has not come, before the timeout. */
    boolean awaitsSignal() {
        return isHeld() && run.driver().isBlocked(operation());
    }

    /** Whether one of its calls has thrown. */
    boolean hasFailed() {
        return failed;
    }

    /** The current call, or the next one. */
    ServiceCall call() {
        return calls.get(next);
    }

    int callsEnded() {
        return next;
    }

    /**
     * Its position, and everything that decides whether it is enabled, in words that are the same in each run. For a task
     * whose thread is not blocked.
     */
    String position() {
        if (!isInCall()) {
            return next + " ended";
        }
        Operation before = operation();
        String position = next + " before " + (polling.memoryMayHaveChanged(before) ? "another " : "");
        if (before.store() == Store.TIME) {
            Duration left = deadline().minus(run.driver().race().now());
            position += before.name() + " for " + left.toMillis() + (awaitsSignal() ? " " : " over ");
        } else {
            position += before + (polling.polls() ? " polls " : " ");
        }
        boolean waits = polling.polls() || before.store() == Store.TIME;
        return position + (waits && polling.mayHaveChanged() ? "changed" : "");
    }

    /** When its wait times out. */
    Duration deadline() {
        return run.driver().deadline(operation());
    }

    @Override
    public Optional<Offer> offer() {
        if (state == TaskState.NEW) {
            return hasEnded()
                    ? Optional.empty()
                    : Optional.of(new Offer("begins " + calls.get(next).what(), false));
        }
        if (state != TaskState.AT_GATE || run.locks().isBlocked(name, operation())) {
            return Optional.empty();
        }
        boolean waits = operation().store() == Store.TIME;
        boolean mayGoOn = !isWaiting() || polling.mayHaveChanged() || isNextToWake();
        // Only the name of a wait, because its timeout is not the same in each run.
        return mayGoOn
                ? Optional.of(new Offer(waits ? operation().name() : operation().toString(), waits || polling.polls()))
                : Optional.empty();
    }

    /** Whether no other task can continue, and the wait of this one times out first. */
    private boolean isNextToWake() {
        return run.services().stream().filter(other -> other != this).allMatch(other -> !other.canMove())
                && run.services().stream()
                        .filter(ServiceTask::isWaiting)
                        .allMatch(other -> deadline().compareTo(other.deadline()) <= 0);
    }

    private boolean canMove() {
        return switch (state) {
            case NEW -> !hasEnded();
            case AT_GATE -> !run.locks().isBlocked(name, operation()) && (!isWaiting() || polling.mayHaveChanged());
            case BLOCKED, ENDED -> false;
        };
    }

    @Override
    public void take(Touched touched) {
        long scheduled = run.driver().scheduledSoFar();
        List<Step> steps;
        if (state == TaskState.NEW) {
            steps = begin(touched);
        } else {
            RaceTask current = current();
            steps = run.drive(() -> state = run.isAbandoned()
                    ? run.driver().stepOn(current, this::mayGoOnAtOnce)
                    : run.driver().step(current));
        }
        steps.forEach(step -> run.footprints().add(name, step, touched));
        steps.stream().filter(step -> step.task().equals(name)).forEach(this::executed);
        noteState(touched);
        if (run.driver().scheduledSoFar() != scheduled) {
            touched.touch(Touched.SCHEDULE, Use.WRITE);
        }
    }

    private List<Step> begin(Touched touched) {
        ServiceCall call = calls.get(next);
        polling.begin();
        if (call.isRead()) {
            touched.touch(Touched.HISTORY, Use.READ);
        }
        RaceTask started =
                run.driver().add(name, call.started(run.driver().race().trace()));
        task = started;
        return run.drive(() -> state = run.driver().start(started, this::mayGoOnAtOnce));
    }

    /** Called on the task's thread, while the driver waits for it. */
    private boolean mayGoOnAtOnce(Operation operation) {
        return operation.store() != Store.TIME && !run.locks().isBlocked(name, operation);
    }

    private void executed(Step step) {
        run.locks().executed(name, step.operation());
        polling.executed(step.operation());
    }

    /** Notes what the task has reached: its next step, a blocking call, or its end. */
    private void noteState(Touched touched) {
        polling.stepReached();
        switch (state) {
            case AT_GATE -> {
                if (run.locks().isBlocked(name, operation())) {
                    run.footprints().addBlocked(operation(), touched);
                }
                polling.heldBefore(operation(), touched);
            }
            // The lock that blocks it is in no footprint.
            case BLOCKED -> touched.everything();
            case ENDED -> end(touched);
            case NEW -> throw new IllegalStateException("Task '" + name + "' did not start");
        }
    }

    private void end(Touched touched) {
        RaceTask ended = current();
        ServiceCall call = calls.get(next++);
        state = TaskState.NEW;
        run.locks().ended(name);
        Optional<Throwable> failure = run.driver().failure(ended);
        failed |= failure.isPresent();
        if (failure.isPresent() && !mayFail && !run.isAbandoned()) {
            throw new ProgramError(
                    "The " + call.what() + " of task '" + name + "' threw " + failure.get()
                            + ", although no fault was injected. Expected: a call that returns.\n"
                            + run.driver().race().trace().print(),
                    failure.get());
        }
        if (run.isAbandoned()) {
            return;
        }
        if (failure.isEmpty()) {
            call.ended(name, run, touched);
        } else {
            touched.everything();
        }
        polling.ended(touched);
        if (hasEnded()) {
            touched.touch(Touched.TASKS, Use.ADD);
        }
    }

    /** Called when it has been killed: its remaining steps never happen. */
    void died() {
        next = calls.size();
        state = TaskState.NEW;
        run.locks().ended(name);
    }

    /** Checks whether its thread is still blocked; returns whether it is not. */
    boolean checkUnblocked() {
        RaceTask current = current();
        run.drive(() -> state = run.driver().settle(current));
        return arrived();
    }

    /** As {@link #checkUnblocked}, but waits longer, because no other task can unblock it. */
    boolean awaitUnblocked() {
        RaceTask current = current();
        run.drive(() -> state = run.driver().awaitBlocked(current));
        return arrived();
    }

    private boolean arrived() {
        if (state == TaskState.BLOCKED) {
            return false;
        }
        noteState(new Touched());
        return true;
    }

    /** Kills it before its next step. */
    void kill() {
        RaceTask current = current();
        run.drive(() -> {
            current.kill();
            return TaskState.ENDED;
        });
        died();
    }

    private RaceTask current() {
        RaceTask current = task;
        if (current == null) {
            throw new IllegalStateException("Task '" + name + "' has not begun");
        }
        return current;
    }

    private Operation operation() {
        return run.driver().pending(current());
    }
}
