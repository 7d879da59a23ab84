package io.github.cacheconsistency.test.race;

import io.github.cacheconsistency.test.gate.Operation;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Condition;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The thread of one task: where it stands, what lets it go on, and what became of it. What decides whether it stands is
 * changed and asked under the lock of the turnstile; while it stands, its driver may look at everything.
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
    private final Turnstile turnstile;
    private final Condition place;
    private final Trace trace;
    private final Action action;
    private final Executor threads;

    private volatile @Nullable Thread thread;
    /** Whether it waits for a reply of a server, which is no reason to worry. */
    private volatile boolean atServer;
    /** Whether it was let go and has not got a processor since. */
    private volatile boolean waking;

    private State state = State.NEW;
    private boolean released;
    private volatile boolean killed;
    private volatile boolean blocked;
    /** Which operations it does not stop before. */
    private @Nullable Predicate<Operation> passing;
    /** Whether {@link #passing} is asked once only. */
    private boolean passesOnce;

    private @Nullable Operation pending;
    private volatile @Nullable Step last;
    private @Nullable Object result;
    private @Nullable Throwable failure;
    private boolean failureSeen;

    /** @param threads where it runs once it is started */
    TaskThread(RaceTask task, Turnstile turnstile, Trace trace, Action action, Executor threads) {
        this.task = task;
        this.turnstile = turnstile;
        this.place = turnstile.newPlace();
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

    /** It does not stop before its next operation if that matches; for a task that stands, or on its own thread. */
    void passNext(Predicate<Operation> passes) {
        passing = passes;
        passesOnce = true;
    }

    /** It does not stop before operations that match, until it has stopped once; for a task that stands. */
    void passAll(Predicate<Operation> passes) {
        passing = passes;
        passesOnce = false;
    }

    /** It stops before its next operation, whatever it was told to pass. */
    void stopAtNextStep() {
        passing = null;
    }

    /** Lets it take the step before which it stands. */
    void release() {
        turnstile.changeAndWake(place, () -> {
            released = true;
            waking = true;
            state = State.RUNNING;
        });
    }

    /** Whatever it does next fails, and nobody asks why. */
    void kill() {
        turnstile.changeAndWake(place, () -> {
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
        return turnstile.isTrue(() -> state == State.ENDED);
    }

    /** Whether it stands before a step, or has ended; to be asked under the lock. */
    boolean stands() {
        return state == State.HELD && !released || state == State.ENDED;
    }

    /** Whether it is held before a step, has ended, or is blocked; must not be called by the task's own thread. */
    boolean standsStill() {
        return turnstile.isTrue(() -> blocked || stands());
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

    /** The operation before which it stands, if it does. */
    @Nullable
    Operation operation() {
        return pending;
    }

    /** The latest step that it has taken. */
    @Nullable
    Step last() {
        return last;
    }

    @Nullable
    Object result() {
        return result;
    }

    /** What the action threw; from now on somebody has seen it. */
    @Nullable
    Throwable failure() {
        failureSeen = true;
        return failure;
    }

    /**
     * What is wrong with this task at the end of its race: that it does not end within {@code patience}, or that it threw
     * what nobody asked for.
     */
    Optional<String> problemAtTheEnd(Duration patience) {
        if (!turnstile.await(() -> state == State.NEW || state == State.ENDED, patience)) {
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

    /** Called on the task's thread before each of its operations: stands still until released. */
    void arrive(Operation operation) {
        turnstile.pass(place, () -> stopsBefore(operation), () -> released || killed, () -> {
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

    /** Where the task stands, for messages. */
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
            // Under the lock, after which whoever finds the task ended finds its result as well.
            turnstile.change(() -> {
                pending = null;
                state = State.ENDED;
            });
        }
    }
}
