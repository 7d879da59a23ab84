package io.github.cacheconsistency.test.race;

import io.github.cacheconsistency.test.gate.Operation;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Condition;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One participant of a race, on a thread of its own. It starts when it is first driven, and stands still before each of
 * its steps until it is driven on. The driving methods are for one thread at a time; each of them returns when the task
 * stands still again or has ended.
 */
public final class RaceTask {

    private enum State {
        NEW,
        RUNNING,
        HELD,
        ENDED
    }

    private static final ThreadLocal<@Nullable RaceTask> CURRENT = new ThreadLocal<>();

    private final Race race;
    private final Turnstile turnstile;
    private final Condition place;
    private final String name;
    private final Action action;
    private final Executor threads;

    private volatile @Nullable Thread thread;
    /** Whether it waits for a reply of a server, which is no reason to worry. */
    private volatile boolean atServer;
    /** Whether it was let go and has not got a processor since. */
    private volatile boolean waking;

    private State state = State.NEW;
    private boolean released;
    private boolean killed;
    private volatile boolean parked;
    /** Which operations it does not stop before; asked once. */
    private @Nullable Predicate<Operation> passing;

    private @Nullable Operation pending;
    private @Nullable Step last;
    private @Nullable Object result;
    private @Nullable Throwable failure;
    private boolean failureSeen;

    /** @param threads where it runs once it is started */
    RaceTask(Race race, Turnstile turnstile, String name, Action action, Executor threads) {
        this.race = race;
        this.turnstile = turnstile;
        this.place = turnstile.newPlace();
        this.name = name;
        this.action = action;
        this.threads = threads;
    }

    /** The task that runs on the current thread, or {@code null}. */
    static @Nullable RaceTask current() {
        return CURRENT.get();
    }

    public String name() {
        return name;
    }

    /**
     * The step the task stands before, starting the task if need be; empty when it has ended.
     *
     * @throws RaceStalledError if it neither reaches a step nor ends in time
     */
    public Optional<PendingStep> pending() {
        settle();
        Operation operation = pending;
        return operation == null ? Optional.empty() : Optional.of(new PendingStep(name, operation));
    }

    /** Whether the task waits for a signal that has not come, so that only another task or time can move it. */
    public boolean isWaiting() {
        settle();
        Operation operation = pending;
        return operation != null && race.clock().isBlocked(operation);
    }

    /**
     * Takes one step. Delayed work whose time has come runs before. A task that waits ({@link #isWaiting}) is woken by moving
     * the time of the race to its deadline.
     *
     * @return the step taken; empty if the task had ended before
     */
    public Optional<Step> step() {
        race.runDue();
        settle();
        Operation operation = pending;
        if (operation == null) {
            return Optional.empty();
        }
        race.clock().unblock(operation);
        release();
        settle();
        return Optional.ofNullable(last);
    }

    /**
     * Runs until the task stands before a step that matches; stays where it is if it stands before one already.
     *
     * @throws AssertionError if the task ends without reaching one
     */
    public RaceTask runUntilBefore(Predicate<Operation> step) {
        while (true) {
            Optional<PendingStep> next = pending();
            if (next.isEmpty()) {
                return reached("stood before", false);
            }
            if (step.test(next.get().operation())) {
                return this;
            }
            step();
        }
    }

    /**
     * Runs until a step that matches has been taken; the task then stands before the next one, or has ended.
     *
     * @throws AssertionError if the task ends without taking one
     */
    public RaceTask runUntilAfter(Predicate<Operation> step) {
        while (true) {
            Optional<Step> taken = step();
            if (taken.isEmpty()) {
                return reached("took", false);
            }
            if (step.test(taken.get().operation())) {
                return this;
            }
        }
    }

    /**
     * Runs to the end. Where the task waits for what only time can bring, the time of the race moves on.
     *
     * @return what its action returned
     * @throws AssertionError if its action threw
     */
    public @Nullable Object runToEnd() {
        end();
        if (failure != null) {
            failureSeen = true;
            throw new AssertionError(
                    "Task '" + name + "' threw " + failure + "\n" + race.trace().print(), failure);
        }
        return result;
    }

    /** Runs to the end, where throwing is one of the outcomes; returns what it threw. */
    public Optional<Throwable> runToFailure() {
        end();
        failureSeen = true;
        return Optional.ofNullable(failure);
    }

    /**
     * Ends the task where it stands, as if its process had died: the step before which it stands and all later ones fail
     * with an {@link Error} and reach neither Redis nor the database; its database connection is cut, so that the server
     * rolls back what was not committed; what it has scheduled never runs. What it left in the memory of the application
     * context stays there: another task of the race is no other process.
     */
    public void kill() {
        turnstile.changeAndWake(place, () -> {
            killed = true;
            failureSeen = true;
            released = true;
        });
        race.clock().forget(this);
        if (state != State.NEW) {
            end();
        }
    }

    /** Whether the action has returned or thrown. */
    public boolean hasEnded() {
        return turnstile.isTrue(() -> state == State.ENDED);
    }

    /** Whether this is delayed work of the library. */
    boolean isScheduled() {
        return name.startsWith(Race.SCHEDULED + "-");
    }

    /**
     * What is wrong with this task at the end of its race: that it does not end within {@code patience}, or that it threw
     * what nobody asked for.
     */
    Optional<String> problemAtTheEnd(Duration patience) {
        if (!turnstile.await(() -> state == State.NEW || state == State.ENDED, patience)) {
            String place = describe();
            Thread running = thread;
            if (running != null) {
                running.interrupt();
            }
            return Optional.of("Task '" + name + "' did not end when the race was closed:\n" + place);
        }
        return failureSeen || failure == null ? Optional.empty() : Optional.of("Task '" + name + "' threw " + failure);
    }

    /** Whether it has been killed; the code under test may go on after that, where it swallows errors. */
    public boolean isKilled() {
        return turnstile.isTrue(() -> killed);
    }

    /** Starts the task if it has not been started. */
    void start() {
        if (state == State.NEW) {
            state = State.RUNNING;
            threads.execute(this::perform);
        }
    }

    /** It does not stop before its next operation if that matches; for a task that runs, on its own thread. */
    void passNext(Predicate<Operation> passes) {
        passing = passes;
    }

    /** Starts the task; it does not stop before its first operation if that matches. */
    void start(Predicate<Operation> passes) {
        passNext(passes);
        start();
    }

    /** It stops before its next operation, whatever {@link #start(Predicate)} said. */
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

    /** Whether it stands before a step, or has ended. */
    boolean stands() {
        return state == State.HELD && !released || state == State.ENDED;
    }

    /** Whether it stands before a step, or is parked: for a thread that is not the task's own. */
    boolean standsStill() {
        return turnstile.isTrue(() -> parked || stands());
    }

    /** Whether its driver has found it waiting for something that is no gate. */
    void parked(boolean is) {
        parked = is;
    }

    boolean isNew() {
        return state == State.NEW;
    }

    @Nullable
    Operation operation() {
        return pending;
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

    @Nullable
    Thread thread() {
        return thread;
    }

    /** Whether nobody needs to wake it: it is about to run, or a server does. */
    boolean goesOnByItself() {
        return waking || atServer;
    }

    void atServer(boolean is) {
        atServer = is;
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
        passing = null;
        if (killed || passes != null && passes.test(operation)) {
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
        StringBuilder text = new StringBuilder("  " + name + ": " + state);
        if (pending != null) {
            text.append(", stands before ").append(pending);
        }
        Thread running = thread;
        for (StackTraceElement element : running == null ? new StackTraceElement[0] : running.getStackTrace()) {
            text.append("\n      at ").append(element);
        }
        return text.toString();
    }

    private void end() {
        while (step().isPresent()) {
            continue;
        }
    }

    private void settle() {
        start();
        boolean settled = turnstile.await(this::stands, race.settings().watchdog());
        if (!settled) {
            throw race.stalled(this);
        }
    }

    private RaceTask reached(String what, boolean reached) {
        if (!reached) {
            failureSeen = true;
            throw new AssertionError(
                    "Task '" + name + "' ended before it " + what + " the step the scenario is about\n"
                            + race.trace().print(),
                    failure);
        }
        return this;
    }

    private void perform() {
        Thread running = Thread.currentThread();
        thread = running;
        String before = running.getName();
        running.setName("race-" + name);
        CURRENT.set(this);
        try {
            Object value = action.run();
            race.trace().ended(name, value, null);
            result = value;
        } catch (Throwable e) {
            race.trace().ended(name, null, e);
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
