package io.github.cacheconsistency.test.race;

import io.github.cacheconsistency.test.gate.Operation;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One task of a race, on a thread of its own. It starts when it is first driven, and is held before each of its steps
 * until it is driven further. The driving methods are for one thread at a time; each of them returns when the task is
 * held again or has ended.
 */
public final class RaceTask {

    private final Race race;
    private final String name;
    private final TaskThread thread;

    /** @param threads runs the task once it is started */
    RaceTask(Race race, String name, Action action, Executor threads) {
        this.race = race;
        this.name = name;
        this.thread = new TaskThread(this, race.taskGate(), race.trace(), action, threads);
    }

    /** The task that runs on the current thread, or {@code null}. */
    static @Nullable RaceTask current() {
        return TaskThread.current();
    }

    public String name() {
        return name;
    }

    /**
     * The next step of the task, which is started if necessary; empty when it has ended.
     *
     * @throws RaceStalledError if it neither reaches a step nor ends in time
     */
    public Optional<PendingStep> pending() {
        settle();
        Operation operation = thread.operation();
        return operation == null ? Optional.empty() : Optional.of(new PendingStep(name, operation));
    }

    /**
     * Whether the task waits for a signal that has not come, so that it continues only by another task or by a timeout.
     */
    public boolean isWaiting() {
        settle();
        Operation operation = thread.operation();
        return operation != null && race.clock().isBlocked(operation);
    }

    /**
     * Takes one step, after all delayed work that is due. If the task waits ({@link #isWaiting}), the time of the race
     * advances to its timeout.
     *
     * @return the step taken; empty if the task had ended before
     */
    public Optional<Step> step() {
        race.timeline().runDue();
        settle();
        Operation operation = thread.operation();
        if (operation == null) {
            return Optional.empty();
        }
        race.clock().unblock(operation);
        thread.release();
        settle();
        return Optional.ofNullable(thread.last());
    }

    /**
     * Runs until the next step of the task matches; does nothing if it matches already.
     *
     * @throws AssertionError if the task ends before it reaches such a step
     */
    public RaceTask runUntilBefore(Predicate<Operation> step) {
        while (true) {
            Optional<PendingStep> next = pending();
            if (next.isEmpty()) {
                throw endedBeforeIt("stood before");
            }
            if (step.test(next.get().operation())) {
                return this;
            }
            step();
        }
    }

    /**
     * Runs until a step that matches has been taken; the task is then held before the next one, or has ended.
     *
     * @throws AssertionError if the task ends before it takes such a step
     */
    public RaceTask runUntilAfter(Predicate<Operation> step) {
        while (true) {
            Optional<Step> taken = step();
            if (taken.isEmpty()) {
                throw endedBeforeIt("took");
            }
            if (step.test(taken.get().operation())) {
                return this;
            }
        }
    }

    /**
     * Runs to the end. If the task waits for a signal, the time of the race advances to the timeout.
     *
     * @return what its action returned
     * @throws AssertionError if its action threw
     */
    public @Nullable Object runToEnd() {
        end();
        Throwable failure = thread.failure();
        if (failure != null) {
            throw new AssertionError(
                    "Task '" + name + "' threw " + failure + "\n" + race.trace().print(), failure);
        }
        return thread.result();
    }

    /** Runs to the end, where the action may throw; returns what it threw. */
    public Optional<Throwable> runToFailure() {
        end();
        return Optional.ofNullable(thread.failure());
    }

    /**
     * Simulates the death of the task's process: its pending step and all later ones fail with an {@link Error} and
     * reach neither Redis nor the database; its database connection is cut, so that the server rolls back what was not
     * committed; work that it has scheduled never runs. What it left in the memory of the application context stays,
     * because all tasks of a node share one process.
     */
    public void kill() {
        thread.kill();
        race.clock().forget(this);
        if (!thread.isNew()) {
            end();
        }
    }

    /** Whether the action has returned or thrown. */
    public boolean hasEnded() {
        return thread.hasEnded();
    }

    /** Whether it has been killed; the code under test may continue after that if it swallows errors. */
    public boolean isKilled() {
        return thread.isKilled();
    }

    /** Whether this is delayed work of the library. */
    boolean isScheduled() {
        return name.startsWith(Race.SCHEDULED + "-");
    }

    /** Starts the task if it has not been started. */
    void start() {
        thread.start();
    }

    TaskThread thread() {
        return thread;
    }

    /** The state of the task, for messages. */
    String describe() {
        return thread.describe();
    }

    private void end() {
        while (step().isPresent()) {
            continue;
        }
    }

    private void settle() {
        start();
        boolean settled =
                race.taskGate().await(thread::isHeldOrEnded, race.settings().watchdog());
        if (!settled) {
            throw race.stalled(this);
        }
    }

    private AssertionError endedBeforeIt(String did) {
        return new AssertionError(
                "Task '" + name + "' ended before it " + did + " the step that the scenario is about. Trace:\n"
                        + race.trace().print(),
                thread.failure());
    }
}
