package io.github.cacheconsistency.test.race;

import io.github.cacheconsistency.test.gate.Command;
import io.github.cacheconsistency.test.gate.Gate;
import io.github.cacheconsistency.test.gate.Operation;
import io.github.cacheconsistency.test.gate.Store;
import io.github.cacheconsistency.test.time.RecordedExpirations;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.core.NestedExceptionUtils;

/**
 * The gate that all operations of a race pass: holds those of its tasks, injects faults, and records all operations.
 */
final class RaceGate implements Gate {

    private final TaskGate taskGate;
    private final List<RaceTask> tasks;
    private final Faults faults;
    private final Supplier<Duration> time;
    private final RecordedExpirations expirations;
    private final Trace trace;
    /** Whether every step is driven, so that an operation of any other thread makes the run not repeatable. */
    private final boolean strict;

    private volatile @Nullable String stray;
    private final List<StepListener> listeners = new CopyOnWriteArrayList<>();
    /** Held from a commit until its listeners have returned, so that commits of freely running tasks do not overlap. */
    private final ReentrantLock commits = new ReentrantLock();

    RaceGate(
            TaskGate taskGate,
            List<RaceTask> tasks,
            Faults faults,
            Supplier<Duration> time,
            RecordedExpirations expirations,
            Trace trace,
            boolean strict) {
        this.taskGate = taskGate;
        this.tasks = tasks;
        this.faults = faults;
        this.time = time;
        this.expirations = expirations;
        this.trace = trace;
        this.strict = strict;
    }

    void listen(StepListener listener) {
        listeners.add(listener);
    }

    /** An operation of a thread that is no task, if every step is driven; {@code null} if there was none. */
    @Nullable
    String stray() {
        return stray;
    }

    @Override
    public boolean holdsCurrentThread() {
        return current() != null && !taskGate.isOpen();
    }

    @Override
    public @Nullable Object pass(Operation operation, Command command) throws Throwable {
        RaceTask task = current();
        if (task != null) {
            task.thread().arrive(operation);
            if (task.isKilled()) {
                throw new TaskKilled(task.name());
            }
        }
        if (!operation.name().equals("COMMIT")) {
            return execute(task, operation, command);
        }
        commits.lock();
        try {
            return execute(task, operation, command);
        } finally {
            commits.unlock();
        }
    }

    @Override
    public @Nullable Object connect(Command command) throws Throwable {
        RaceTask task = current();
        if (task == null) {
            return command.execute();
        }
        task.thread().atServer(true);
        try {
            return command.execute();
        } finally {
            task.thread().atServer(false);
        }
    }

    private @Nullable RaceTask current() {
        RaceTask task = RaceTask.current();
        return task != null && tasks.contains(task) ? task : null;
    }

    private @Nullable Object execute(@Nullable RaceTask task, Operation operation, Command command) throws Throwable {
        if (strict && task == null && !taskGate.isOpen()) {
            stray = "thread '" + Thread.currentThread().getName() + "': " + operation.store() + " " + operation;
        }
        long began = trace.next();
        Object reply = null;
        Throwable failure = null;
        try {
            if (task != null) {
                task.thread().atServer(true);
            }
            reply = faults.execute(operation, command);
            return reply;
        } catch (Throwable e) {
            failure = e;
            if (strict && task != null && isUnknownScript(operation, e)) {
                // A script is loaded once per server. If that were a step, the first run would differ from all others.
                task.thread().passNext(next -> next.name().equals("EVAL"));
            }
            throw e;
        } finally {
            taken(task, began, operation, Replies.summarize(operation, reply), failure);
            if (task != null) {
                // Not before, because recording expirations sends commands: the task must not count as blocked
                // meanwhile.
                task.thread().atServer(false);
            }
        }
    }

    private static boolean isUnknownScript(Operation operation, Throwable failure) {
        return operation.name().equals("EVALSHA")
                && String.valueOf(NestedExceptionUtils.getMostSpecificCause(failure)
                                .getMessage())
                        .startsWith("NOSCRIPT");
    }

    private void taken(
            @Nullable RaceTask task, long began, Operation operation, String result, @Nullable Throwable failure)
            throws Exception {
        if (operation.store() == Store.REDIS && (task == null || !task.isScheduled())) {
            expirations.touched(operation.keys());
        }
        if (operation.store() == Store.REDIS && !taskGate.isOpen()) {
            expirations.executed(operation);
        }
        String name = task == null ? Thread.currentThread().getName() : task.name();
        Step step = new Step(began, trace.next(), time.get(), name, task == null, operation, result, failure);
        trace.taken(step);
        listeners.forEach(listener -> listener.taken(step));
        if (task != null) {
            task.thread().taken(step);
        }
    }
}
