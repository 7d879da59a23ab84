package io.github.cacheconsistency.test.race;

import io.github.cacheconsistency.test.explore.ProgramError;
import io.github.cacheconsistency.test.gate.Operation;
import io.github.cacheconsistency.test.gate.Store;
import io.github.cacheconsistency.test.time.HeldKey;
import io.github.cacheconsistency.test.time.RecordedExpirations;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Drives a race one step at a time, for the exploration of all orders: every operation belongs to a step, the thread of
 * a task may be blocked outside of the gates, and a race takes milliseconds. For one thread.
 */
public final class RaceDriver implements AutoCloseable {

    /** Where a task is. */
    public enum TaskState {
        /** It has not been started. */
        NEW,
        /** A gate holds it before an operation. */
        AT_GATE,
        /** Its thread is blocked outside of the gates and of the servers: by a lock in the JVM, or by another task. */
        BLOCKED,
        ENDED
    }

    private static final Duration BLOCKED_PATIENCE = Duration.ofSeconds(2);
    private static final Duration ENOUGH_FOR_A_STEP = Duration.ofMillis(2);

    private final Race race;
    private final Duration watchdog;

    /**
     * Takes over {@code nodes}.
     *
     * @param threads runs the tasks; must run all tasks at the same time
     * @throws IllegalStateException if another race holds one of them
     */
    public RaceDriver(RaceSettings settings, List<RaceNode> nodes, Executor threads) {
        this.race = new Race(settings, nodes, threads, RecordedExpirations.Mode.ON_DEMAND);
        this.watchdog = settings.watchdog();
    }

    /** The race, to control its environment. */
    public Race race() {
        return race;
    }

    /** Adds a task and does not start it; tasks that run one after the other may have the same name. */
    public RaceTask add(String name, Action action) {
        return race.named(name, action);
    }

    /** Starts {@code task}; it takes its first step at once if that matches {@code goesOn}. */
    public TaskState start(RaceTask task, Predicate<Operation> goesOn) {
        task.thread().passNext(goesOn);
        task.start();
        return stoppingIfBlocked(task, settle(task));
    }

    /**
     * When it is unblocked later, it must stop before its next step, which would otherwise overlap the step of
     * another task.
     */
    private TaskState stoppingIfBlocked(RaceTask task, TaskState state) {
        if (state == TaskState.BLOCKED) {
            race.taskGate().change(task.thread()::stopAtNextStep);
        }
        return state;
    }

    /** Lets {@code task} take its pending step; a wait whose signal has not come ends by its timeout. */
    public TaskState step(RaceTask task) {
        Operation operation = pending(task);
        if (operation.store() == Store.TIME) {
            race.clock().unblock(operation);
        }
        task.thread().release();
        return settle(task);
    }

    /** As {@link #step(RaceTask)}; then it takes all following steps that match {@code goesOn}. */
    public TaskState stepOn(RaceTask task, Predicate<Operation> goesOn) {
        task.thread().passAll(goesOn);
        return stoppingIfBlocked(task, step(task));
    }

    /** Runs {@code task} to its end; time advances if the task waits, and nothing else happens. */
    public @Nullable Object run(RaceTask task) {
        Predicate<Operation> anythingButWaits = operation -> operation.store() != Store.TIME;
        task.thread().passAll(anythingButWaits);
        task.start();
        TaskState state = orLater(task, settle(task));
        while (state == TaskState.AT_GATE) {
            state = orLater(task, stepOn(task, anythingButWaits));
        }
        if (state == TaskState.BLOCKED) {
            throw new ProgramError(
                    "Task '" + task.name() + "' is blocked, although no other task runs. Expected: it ends by itself. "
                            + "See where it waits:\n" + describe());
        }
        return task.runToEnd();
    }

    /** No other task can unblock it, but a thread of the service can, which may not have been scheduled yet. */
    private TaskState orLater(RaceTask task, TaskState state) {
        return state == TaskState.BLOCKED ? awaitBlocked(task) : state;
    }

    /** Waits until {@code task} stops, ends or is blocked, and returns which of these. */
    public TaskState settle(RaceTask task) {
        if (task.thread().isNew()) {
            return TaskState.NEW;
        }
        task.thread().blocked(false);
        TaskGate taskGate = race.taskGate();
        if (!taskGate.await(task.thread()::isHeldOrEnded, ENOUGH_FOR_A_STEP)) {
            BlockedThreadDetector detector = new BlockedThreadDetector(task, race.tasks());
            Step latest = task.thread().last();
            long deadline = System.nanoTime() + watchdog.toNanos();
            while (!taskGate.await(task.thread()::isHeldOrEnded, BlockedThreadDetector.PAUSE)) {
                if (detector.isBlocked()) {
                    task.thread().blocked(true);
                    return TaskState.BLOCKED;
                }
                if (task.thread().last() != latest) {
                    latest = task.thread().last();
                    deadline = System.nanoTime() + watchdog.toNanos();
                }
                if (System.nanoTime() - deadline > 0) {
                    throw new ProgramError("Task '" + task.name() + "' neither reached its next step nor ended within "
                            + watchdog.toMillis()
                            + " ms. Expected: a step or the end within this time. It waits for a server, for example for a "
                            + "row lock that the kit does not detect, or it sleeps or computes: shorten that in this test, "
                            + "or set a longer watchdog.\n" + describe());
                }
            }
        }
        return task.thread().operation() == null ? TaskState.ENDED : TaskState.AT_GATE;
    }

    /** Waits longer for a blocked task that no other task can unblock, before it counts as deadlocked. */
    public TaskState awaitBlocked(RaceTask task) {
        race.taskGate().await(task.thread()::isHeldOrEnded, BLOCKED_PATIENCE);
        return settle(task);
    }

    /** The pending operation of {@code task}. */
    public Operation pending(RaceTask task) {
        return Optional.ofNullable(task.thread().operation())
                .orElseThrow(() -> new IllegalStateException("Task '" + task.name() + "' stands before no step"));
    }

    /** Whether {@code operation} is a wait whose signal has not come, before its timeout. */
    public boolean isBlocked(Operation operation) {
        return operation.store() == Store.TIME && race.clock().isBlocked(operation);
    }

    /** When {@code operation}, a wait, times out. */
    public Duration deadline(Operation operation) {
        return race.clock().deadline(operation);
    }

    /** How often delayed work has been scheduled so far. */
    public long scheduledSoFar() {
        return race.clock().scheduledSoFar();
    }

    /** What {@code task}, which has ended, returned. */
    public @Nullable Object result(RaceTask task) {
        return task.thread().result();
    }

    /** What {@code task}, which has ended, threw. */
    public Optional<Throwable> failure(RaceTask task) {
        return Optional.ofNullable(task.thread().failure());
    }

    /** Removes {@code keys}, or only those that have a time-to-live; returns the removed keys. */
    public List<String> remove(Collection<String> keys, boolean onlyExpiring) {
        return race.environment().remove(keys, onlyExpiring);
    }

    /**
     * The contents of {@code keys}, in one round trip that bypasses the gates; empty if the servers do not support
     * that.
     */
    public Optional<Map<String, HeldKey>> look(Collection<String> keys) {
        return race.environment().look(keys);
    }

    /** The delayed work that has not run, in the order of its due time. */
    public List<DelayedWork> delayed() {
        return race.clock().delayed();
    }

    /** The next moment at which a key expires or delayed work is due. */
    public Optional<Duration> nextDeadline() {
        return race.timeline().nextDeadline();
    }

    /** An operation that was sent by a thread that is no task: the thread and the operation. */
    public Optional<String> stray() {
        return Optional.ofNullable(race.gate().stray());
    }

    /** Deletes {@code keys} on the servers of {@code node}, while no race is active. */
    public static void delete(RaceNode node, Collection<String> keys) {
        if (!keys.isEmpty()) {
            new RecordedExpirations(node.redis(), () -> Duration.ZERO, RecordedExpirations.Mode.ON_DEMAND)
                    .remove(keys, false);
        }
    }

    /** The state of every task, and the trace. */
    public String describe() {
        StringBuilder text = new StringBuilder();
        race.tasks().stream()
                .filter(task -> !task.thread().isNew() && !task.hasEnded())
                .forEach(task -> text.append(task.describe()).append('\n'));
        return text.append(race.trace().print()).toString();
    }

    /** Ends the race; delayed work runs at once. */
    @Override
    public void close() {
        race.close();
    }
}
