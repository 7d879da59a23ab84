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
 * One race: tasks whose Redis commands and SQL statements are taken one at a time, in the order the driver chooses, on
 * a time that stands still until the driver moves it. The driver is one thread; it closes the race at the end, which
 * ends all tasks. {@code Races} shows an example.
 */
public final class Race implements AutoCloseable {

    /** What tasks are called that run delayed work of the library; a number follows. */
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

    /** As {@link #task}, with exactly this name, which several may have that run one after the other. */
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

    /** Everything that has happened so far. */
    public Trace trace() {
        return trace;
    }

    /** Forgets what has happened so far, and which keys were named: it was preparation. */
    public void forgetPreparation() {
        trace.clear();
        environment.forgetTouched();
    }

    /** The time since the race began. */
    public Duration now() {
        return time.now();
    }

    /** Is told each step from now on. */
    public void listen(StepListener listener) {
        gate.listen(listener);
    }

    /**
     * Moves time forward. Keys whose time-to-live ends on the way expire, and delayed work of the library runs, each at
     * its moment and as a task of its own, before this returns.
     */
    public void advance(Duration by) {
        timeline.advanceTo(now().plus(by));
        trace.environment("time moves to +" + now().toMillis() + " ms");
    }

    /** Moves time forward until all delayed work that is waiting now has run; see {@link #advance}. */
    public void finishScheduled() {
        time.lastDue().ifPresent(due -> advance(due.minus(now())));
    }

    /** Moves time back and restores what expired since, unless it was written anew. Delayed work is not undone. */
    public void rewind(Duration by) {
        time.moveTo(now().minus(by));
        List<String> restored = environment.restoreExpired();
        trace.environment("time goes back to +" + now().toMillis() + " ms, restores " + restored);
    }

    /** Lets keys expire, or be evicted, now. */
    public void expire(Collection<String> keys) {
        environment.expire(keys);
    }

    /** Lets every key expire, or be evicted, that was named in a command of this race. */
    public void expireAll() {
        expire(touchedKeys());
    }

    /** All Redis keys named in commands of this race's tasks; what only delayed work of the library names is its own. */
    public Set<String> touchedKeys() {
        return environment.touched();
    }

    /** Those of {@link #touchedKeys()} that hold something now. */
    public Set<String> presentKeys() {
        return environment.present();
    }

    /** What Redis would find in its snapshot file if it wrote one now, of the keys named in commands of this race. */
    public KeySnapshot snapshotRedis() {
        return environment.snapshot();
    }

    /**
     * What clients see when Redis has restarted with {@code snapshot}, or has failed over to a replica that knew no more:
     * every key named in commands of this race holds what it held then, the server has another identity ({@code
     * master_replid}), and all connections to it have ended. Other clients of the server feel that too. Not on a cluster.
     */
    public void restartRedis(KeySnapshot snapshot) {
        environment.restart(snapshot);
    }

    /** How long {@code key} has to live, in the time of the race; empty if it is absent or does not expire. */
    public Optional<Duration> timeToLive(String key) {
        return environment.deadline(key).map(deadline -> deadline.minus(now()));
    }

    /** From now on each Redis reply arrives this much later, in real time. */
    public void delayReplies(Duration latency) {
        faults.delayReplies(latency);
    }

    /** The connection is refused for operations that match: they are not executed, and throw. */
    public Injection refuse(Predicate<Operation> operations) {
        return faults.inject(Fault.REFUSED, operations, Integer.MAX_VALUE);
    }

    /** As {@link #refuse}, for operations of one task: the others have connections that work. */
    public Injection refuse(RaceTask task, Predicate<Operation> operations) {
        return refuse(operation -> RaceTask.current() == task && operations.test(operation));
    }

    /** As {@link #refuse}, for the first {@code times} such operations. */
    public Injection refuse(Predicate<Operation> operations, int times) {
        return faults.inject(Fault.REFUSED, operations, times);
    }

    /** The reply is lost for the first {@code times} operations that match: they are executed, and throw. */
    public Injection loseReply(Predicate<Operation> operations, int times) {
        return faults.inject(Fault.REPLY_LOST, operations, times);
    }

    /**
     * Lets all tasks run at once, as fast as they can, and returns when they have ended. From now on nothing is held any
     * more, and time runs, but slower than real time, so that no wait ends early because the machine is busy.
     *
     * @param meanwhile what the environment does, again and again, while they run
     * @throws RaceStalledError if for the time of the watchdog nothing happens
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
     * From now on nothing runs that {@code node} has scheduled, as if its process had died: neither retries nor delayed
     * deletes. Its tasks are to be killed one by one. After the race it goes on.
     */
    public void kill(RaceNode node) {
        time.stop(node);
        trace.environment("a node dies");
    }

    /** Whether tasks run freely. */
    public boolean isOpen() {
        return taskGate.isOpen();
    }

    /** Ends the race: all tasks are let go and must end in time, what was delayed is run, the nodes are given back. */
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

    /** How its time moves. */
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
