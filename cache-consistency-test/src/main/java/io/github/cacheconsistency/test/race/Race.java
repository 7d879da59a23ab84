package io.github.cacheconsistency.test.race;

import io.github.cacheconsistency.test.gate.Operation;
import io.github.cacheconsistency.test.time.KeySnapshot;
import io.github.cacheconsistency.test.time.RecordedExpirations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One race: tasks whose Redis commands and SQL statements run one at a time, in the order that the driver chooses. The
 * time of the race is frozen until the driver advances it. The driver is one thread; it closes the race at the end,
 * which ends all tasks. {@code Races} shows an example.
 */
public final class Race implements AutoCloseable {

    /** The name of tasks that run delayed work of the library; a number follows. */
    static final String SCHEDULED = "scheduled";

    private static final int FREE_RUNNING_SLOWNESS = 10;

    private final RaceSettings settings;
    private final TakenNodes taken;

    private final TaskGate taskGate = new TaskGate();
    private final List<RaceTask> tasks = new CopyOnWriteArrayList<>();
    private final Faults faults = new Faults();
    private final RaceTime time;
    private final Trace trace;
    private final RaceEnvironment environment;
    private final RaceGate gate;
    private final Timeline timeline;
    private final Executor threads;

    /**
     * Takes over {@code nodes}, which share one Redis and one database.
     *
     * @throws IllegalStateException if another race holds one of them
     */
    public Race(RaceSettings settings, List<RaceNode> nodes) {
        this(settings, nodes, Race::onAThreadOfItsOwn, RecordedExpirations.Mode.AFTER_EACH_COMMAND);
    }

    /**
     * @param threads where tasks run
     * @param mode when expirations are recorded; if on demand, every step must be driven, and an operation of any other
     * thread is reported as stray
     */
    Race(RaceSettings settings, List<RaceNode> nodes, Executor threads, RecordedExpirations.Mode mode) {
        this.settings = settings;
        this.threads = threads;
        this.time = new RaceTime(this);
        this.trace = new Trace(time::now);
        RecordedExpirations expirations = new RecordedExpirations(nodes.get(0).redis(), time::now, mode);
        this.environment = new RaceEnvironment(expirations, nodes.get(0), trace);
        this.timeline = new Timeline(this, time, environment);
        boolean strict = mode != RecordedExpirations.Mode.AFTER_EACH_COMMAND;
        this.gate = new RaceGate(taskGate, tasks, faults, time::now, expirations, trace, strict);
        this.taken = new TakenNodes(nodes, gate, time);
    }

    /** Adds a task; it starts when it is first driven. Names are made unique by a number. */
    public RaceTask task(String name, Action action) {
        long same = tasks.stream()
                .filter(task -> task.name().equals(name) || task.name().startsWith(name + "-"))
                .count();
        return named(same == 0 ? name : name + "-" + (same + 1), action);
    }

    /** As {@link #task}, with exactly this name; tasks that run one after the other may have the same name. */
    RaceTask named(String name, Action action) {
        RaceTask task = new RaceTask(this, name, action, threads);
        tasks.add(task);
        return task;
    }

    private static void onAThreadOfItsOwn(Runnable work) {
        Thread thread = new Thread(work, "race");
        thread.setDaemon(true);
        thread.start();
    }

    /** Runs {@code action} as a task of its own, to its end; returns what it returned. */
    public @Nullable Object run(String name, Action action) {
        return task(name, action).runToEnd();
    }

    /** The tasks so far, in the order in which they were added. */
    public List<RaceTask> tasks() {
        return List.copyOf(tasks);
    }

    /** The trace of all events so far. */
    public Trace trace() {
        return trace;
    }

    /** Clears the trace and the touched keys: everything so far was preparation. */
    public void forgetPreparation() {
        trace.clear();
        environment.forgetTouched();
    }

    /** The time since the race began. */
    public Duration now() {
        return time.now();
    }

    /** Calls {@code listener} after each step from now on. */
    public void listen(StepListener listener) {
        gate.listen(listener);
    }

    /**
     * Advances time. Until this returns, keys whose time-to-live ends expire, and delayed work of the library runs,
     * each at its due time and as a task of its own.
     */
    public void advance(Duration by) {
        timeline.advanceTo(now().plus(by));
        trace.environment("time moves to +" + now().toMillis() + " ms");
    }

    /** Advances time until all delayed work that is scheduled now has run; see {@link #advance}. */
    public void finishScheduled() {
        time.lastDue().ifPresent(due -> advance(due.minus(now())));
    }

    /**
     * Moves time back and restores keys that expired since, unless they were written again. Delayed work is not undone.
     */
    public void rewind(Duration by) {
        time.moveTo(now().minus(by));
        List<String> restored = environment.restoreExpired();
        trace.environment("time goes back to +" + now().toMillis() + " ms, restores " + restored);
    }

    /** Removes {@code keys} now, as if they expired or were evicted. */
    public void expire(Collection<String> keys) {
        environment.expire(keys);
    }

    /** Removes every key that was named in a command of this race, as if it expired or was evicted. */
    public void expireAll() {
        expire(touchedKeys());
    }

    /**
     * All Redis keys named in commands of this race's tasks, without those that only delayed work of the library names.
     */
    public Set<String> touchedKeys() {
        return environment.touched();
    }

    /** Those of {@link #touchedKeys()} that exist now. */
    public Set<String> presentKeys() {
        return environment.present();
    }

    /** What a snapshot file of Redis would contain now of the keys named in commands of this race. */
    public KeySnapshot snapshotRedis() {
        return environment.snapshot();
    }

    /**
     * Simulates a restart of Redis with {@code snapshot}, or a failover to a replica in that state: every key named in
     * commands of this race has its content in the snapshot, the server has a new replication id ({@code
     * master_replid}), and all connections to it are closed, also those of other clients. Not on a cluster.
     */
    public void restartRedis(KeySnapshot snapshot) {
        environment.restart(snapshot);
    }

    /**
     * The rest of the time-to-live of {@code key}, in the time of the race; empty if it is absent or does not expire.
     */
    public Optional<Duration> timeToLive(String key) {
        return environment.deadline(key).map(deadline -> deadline.minus(now()));
    }

    /** From now on each Redis reply arrives this much later, in real time. */
    public void delayReplies(Duration latency) {
        faults.delayReplies(latency);
    }

    /** Refuses the connection for operations that match: they are not executed, and throw. */
    public Injection refuse(Predicate<Operation> operations) {
        return faults.inject(Fault.REFUSED, operations, Integer.MAX_VALUE);
    }

    /** As {@link #refuse}, for operations of one task only. */
    public Injection refuse(RaceTask task, Predicate<Operation> operations) {
        return refuse(operation -> RaceTask.current() == task && operations.test(operation));
    }

    /** As {@link #refuse}, for the first {@code times} such operations. */
    public Injection refuse(Predicate<Operation> operations, int times) {
        return faults.inject(Fault.REFUSED, operations, times);
    }

    /** Loses the reply of the first {@code times} operations that match: they are executed, and throw. */
    public Injection loseReply(Predicate<Operation> operations, int times) {
        return faults.inject(Fault.REPLY_LOST, operations, times);
    }

    /**
     * Runs all tasks concurrently and returns when they have ended. From now on no task is held, and time runs, but
     * slower than real time, so that no wait times out early because the machine is busy.
     *
     * @param meanwhile runs repeatedly while the tasks run
     * @throws RaceStalledError if there is no progress for the time of the watchdog
     */
    public void runFreely(Runnable meanwhile) {
        open(FREE_RUNNING_SLOWNESS);
        new FreeRun(taskGate, tasks, trace, settings.watchdog())
                .run(() -> {
                    meanwhile.run();
                    timeline.runDue();
                })
                .ifPresent(idle -> {
                    throw stalled(idle);
                });
    }

    /**
     * Simulates the death of the process of {@code node}: work that it has scheduled, such as retries and delayed
     * deletes, does not run until the end of the race. Its tasks have to be killed one by one.
     */
    public void kill(RaceNode node) {
        time.stop(node);
        trace.environment("a node dies");
    }

    /** Whether tasks run freely. */
    public boolean isOpen() {
        return taskGate.isOpen();
    }

    /** Ends the race: releases all tasks, which must end in time, runs delayed work, and releases the nodes. */
    @Override
    public void close() {
        faults.clear();
        open(1);
        List<String> problems = new ArrayList<>();
        for (RaceTask task : tasks) {
            task.thread().problemAtTheEnd(settings.watchdog()).ifPresent(problems::add);
        }
        taken.giveBack();
        time.takeAll().forEach(Runnable::run);
        if (!problems.isEmpty()) {
            throw new AssertionError(String.join("\n", problems) + "\n" + trace.print());
        }
    }

    RaceSettings settings() {
        return settings;
    }

    RaceGate gate() {
        return gate;
    }

    RaceTime clock() {
        return time;
    }

    /** Advances its time. */
    Timeline timeline() {
        return timeline;
    }

    RaceStalledError stalled(RaceTask stalled) {
        return new RaceStalledError(stalled, tasks, settings.watchdog(), trace);
    }

    TaskGate taskGate() {
        return taskGate;
    }

    RaceEnvironment environment() {
        return environment;
    }

    private void open(int slowness) {
        if (!taskGate.isOpen()) {
            taskGate.open();
            environment.stop();
        }
        time.run(slowness);
    }
}
