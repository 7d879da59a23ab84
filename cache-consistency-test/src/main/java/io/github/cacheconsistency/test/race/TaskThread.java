package io.github.cacheconsistency.test.race;

import io.github.cacheconsistency.test.gate.Operation;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Condition;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The thread of one task: its state, what it may pass, and its result. The fields that decide whether it is held are
 * read and written under the lock of the task gate; while it is held, the driver may read all fields.
 */
final class TaskThread {

    private enum State {
        NEW,
        RUNNING,
        HELD,
        ENDED
    }

    private static final ThreadLocal<@Nullable RaceTask> CURRENT = new ThreadLocal<>();

    private final RaceTask task;
    private final TaskGate taskGate;
    private final Condition condition;
    private final Trace trace;
    private final Action action;
    private final Executor threads;

    private volatile @Nullable Thread thread;
    /** Whether it waits for a reply of a server; then it is not blocked. */
    private volatile boolean atServer;
    /** Whether it was released and has not run since. */
    private volatile boolean waking;

    private State state = State.NEW;
    private boolean released;
    private volatile boolean killed;
    private volatile boolean blocked;
    /** The operations that it does not stop before. */
    private @Nullable Predicate<Operation> passing;
    /** Whether {@link #passing} applies to the next operation only. */
    private boolean passesOnce;

    private @Nullable Operation pending;
    private volatile @Nullable Step last;
    private @Nullable Object result;
    private @Nullable Throwable failure;
    private boolean failureSeen;

    /** @param threads runs the task once it is started */
    TaskThread(RaceTask task, TaskGate taskGate, Trace trace, Action action, Executor threads) {
        this.task = task;
        this.taskGate = taskGate;
        this.condition = taskGate.newCondition();
        this.trace = trace;
        this.action = action;
        this.threads = threads;
    }

    /** The task that runs on the current thread, or {@code null}. */
    static @Nullable RaceTask current() {
        return CURRENT.get();
    }

    /** Starts the task if it has not been started. */
    void start() {
        if (state == State.NEW) {
            state = State.RUNNING;
            threads.execute(this::perform);
        }
    }

    /** It does not stop before its next operation if that matches; for a task that is held, or on its own thread. */
    void passNext(Predicate<Operation> passes) {
        passing = passes;
        passesOnce = true;
    }

    /** It does not stop before operations that match, until it has stopped once; for a task that is held. */
    void passAll(Predicate<Operation> passes) {
        passing = passes;
        passesOnce = false;
    }

    /** It stops before its next operation, even if that matches what it may pass. */
    void stopAtNextStep() {
        passing = null;
    }

    /** Lets it take its pending step. */
    void release() {
        taskGate.changeAndWake(condition, () -> {
            released = true;
            waking = true;
            state = State.RUNNING;
        });
    }

    /** All its next operations fail; the failure is not reported as a problem. */
    void kill() {
        taskGate.changeAndWake(condition, () -> {
            killed = true;
            failureSeen = true;
            released = true;
        });
    }

    boolean isKilled() {
        return killed;
    }

    boolean isNew() {
        return state == State.NEW;
    }

    boolean hasEnded() {
        return taskGate.isTrue(() -> state == State.ENDED);
    }

    /** Whether it is held before a step, or has ended; must be called under the lock. */
    boolean isHeldOrEnded() {
        return state == State.HELD && !released || state == State.ENDED;
    }

    /** Whether it is held before a step, has ended, or is blocked; must not be called by the task's own thread. */
    boolean isStopped() {
        return taskGate.isTrue(() -> blocked || isHeldOrEnded());
    }

    /** Set by the driver: whether it is blocked outside of the gates. */
    void blocked(boolean value) {
        blocked = value;
    }

    /** Whether it continues without another task: it was just released, or it waits for a reply of a server. */
    boolean continuesByItself() {
        return waking || atServer;
    }

    void atServer(boolean value) {
        atServer = value;
    }

    @Nullable
    Thread thread() {
        return thread;
    }

    /** The operation before which it is held; {@code null} if it is not held. */
    @Nullable
    Operation operation() {
        return pending;
    }

    /** The last step that it has taken. */
    @Nullable
    Step last() {
        return last;
    }

    @Nullable
    Object result() {
        return result;
    }

    /** What the action threw; after this call it is no longer reported as a problem. */
    @Nullable
    Throwable failure() {
        failureSeen = true;
        return failure;
    }

    /**
     * The problem of this task at the end of its race, if any: it does not end within {@code patience}, or {@link
     * #failure()} was not called although it threw.
     */
    Optional<String> problemAtTheEnd(Duration patience) {
        if (!taskGate.await(() -> state == State.NEW || state == State.ENDED, patience)) {
            String where = describe();
            Thread running = thread;
            if (running != null) {
                running.interrupt();
            }
            return Optional.of("Task '" + task.name() + "' did not end when the race was closed:\n" + where);
        }
        return failureSeen || failure == null
                ? Optional.empty()
                : Optional.of("Task '" + task.name() + "' threw " + failure);
    }

    /** Called on the task's thread before each of its operations: blocks until released. */
    void arrive(Operation operation) {
        taskGate.pass(condition, () -> stopsBefore(operation), () -> released || killed, () -> {
            pending = null;
            waking = false;
            state = State.RUNNING;
        });
    }

    private boolean stopsBefore(Operation operation) {
        Predicate<Operation> passes = passing;
        boolean goesOn = killed || passes != null && passes.test(operation);
        if (passesOnce || !goesOn) {
            passing = null;
        }
        if (goesOn) {
            return false;
        }
        pending = operation;
        state = State.HELD;
        released = false;
        return true;
    }

    /** Called on the task's thread after each of its operations. */
    void taken(Step step) {
        last = step;
    }

    /** The state of the task, for messages. */
    String describe() {
        StringBuilder text = new StringBuilder("  " + task.name() + ": " + state);
        if (pending != null) {
            text.append(", stands before ").append(pending);
        }
        Thread running = thread;
        for (StackTraceElement element : running == null ? new StackTraceElement[0] : running.getStackTrace()) {
            text.append("\n      at ").append(element);
        }
        return text.toString();
    }

    private void perform() {
        Thread running = Thread.currentThread();
        thread = running;
        String before = running.getName();
        running.setName("race-" + task.name());
        CURRENT.set(task);
        try {
            Object value = action.run();
            trace.ended(task.name(), value, null);
            result = value;
        } catch (Throwable e) {
            trace.ended(task.name(), null, e);
            failure = e;
        } finally {
            CURRENT.remove();
            running.setName(before);
            thread = null;
            // Under the lock: a thread that sees the task ended also sees its result.
            taskGate.change(() -> {
                pending = null;
                state = State.ENDED;
            });
        }
    }
}
