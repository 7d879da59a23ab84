package io.github.cacheconsistency.test.program;

import io.github.cacheconsistency.test.RaceSubject;
import io.github.cacheconsistency.test.explore.Execution;
import io.github.cacheconsistency.test.explore.Program;
import io.github.cacheconsistency.test.explore.ProgramError;
import io.github.cacheconsistency.test.gate.Ungated;
import io.github.cacheconsistency.test.race.RaceDriver;
import io.github.cacheconsistency.test.race.RaceNode;
import io.github.cacheconsistency.test.race.RaceSettings;
import io.github.cacheconsistency.test.race.Step;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * A program that consists of a few reads and writes of a real service on real servers. Each execution begins with the
 * entry in the database and nothing in Redis, or with the entry cached. If the subject's {@code prepare} resets the
 * rows, they are equal each time, and executions have a {@linkplain Execution#state() state}; otherwise versions
 * continue to grow. Redis keys that an execution named are deleted before the next one, in one command: the service
 * chooses the keys, so the kit cannot use another prefix for each execution. For one thread; close it at the end.
 */
public final class RaceProgram implements Program, AutoCloseable {

    private static final int MOST_KEYS = 1_000;

    private final RaceSubject subject;
    private final RaceScope scope;
    private final RaceSettings settings;
    private final List<RaceNode> nodes;
    private final SubjectWrites writes;
    private final List<String> tasks;
    private final List<RaceSubject.Entry> entries;

    private final SqlText.Known texts = new SqlText.Known();
    private final CommittedVersions database = new CommittedVersions();
    private final Set<String> keys = new HashSet<>();
    private final StartedThreads started = new StartedThreads();
    private final ExecutorService threads;
    private final ContentLabels labels = new ContentLabels();
    private List<Long> firstVersions = List.of();
    /** Whether executions begin with equal rows, so that their states can be compared. */
    private boolean beginsFromEqualRows;
    /** Whether {@link Execution#state()} has been called: observing the state costs round trips. */
    private boolean stateUsed;

    private boolean warm;
    private boolean open;

    /**
     * @param settings whose watchdog applies to each step
     * @param nodes the application contexts the subject works on, on the same servers
     * @param transactions for writes that are rolled back
     * @throws IllegalArgumentException if the subject lacks what the scope needs
     */
    public RaceProgram(
            RaceSubject subject,
            RaceScope scope,
            RaceSettings settings,
            List<RaceNode> nodes,
            PlatformTransactionManager transactions) {
        this.subject = subject;
        this.scope = scope;
        this.settings = settings;
        this.nodes = List.copyOf(nodes);
        this.writes = new SubjectWrites(subject, transactions);
        this.tasks = scope.tasks();
        boolean both = scope.reads(Target.SECOND) || scope.writes(Writing.WRITE_BOTH);
        this.entries = Stream.concat(Stream.of(subject.entry()), both ? Stream.of(writes.second()) : Stream.of())
                .toList();
        scope.writers().forEach(writes::change);
        this.threads = Executors.newCachedThreadPool(started);
    }

    @Override
    public List<String> tasks() {
        return tasks;
    }

    @Override
    public List<Set<Integer>> symmetricTasks() {
        return scope.symmetricTasks();
    }

    /** @throws IllegalStateException if an execution is open, or the current thread is inside a transaction */
    @Override
    public Execution begin() {
        if (open) {
            throw new IllegalStateException("An execution is open: close it first");
        }
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException(
                    "The exploration runs inside a transaction of the test, which would hide the commits of the "
                            + "race. Expected: no transaction; remove @Transactional from the test");
        }
        if (!warm) {
            warmUp();
            warm = true;
            started.ignoreCurrent();
        }
        started.check();
        prepare();
        RaceDriver driver = new RaceDriver(settings, nodes, threads);
        try {
            List<Step> preparation = List.of();
            if (scope.cachedAtStart()) {
                read(driver);
                preparation = driver.race().trace().steps();
                driver.race().forgetPreparation();
            }
            List<JudgedEntry> judged = entries.stream()
                    .map(entry -> new JudgedEntry(entry, database))
                    .toList();
            Run run = new Run(driver, texts, database, judged, keys);
            List<Participant> participants = participants(run);
            ObservedState observed = beginsFromEqualRows && stateUsed ? observed(run, participants, preparation) : null;
            open = true;
            return new RaceExecution(
                    run, participants, observed, () -> stateUsed = true, settings.window(), () -> closed(run));
        } catch (RuntimeException | Error e) {
            driver.close();
            throw e;
        }
    }

    private ObservedState observed(Run run, List<Participant> participants, List<Step> preparation) {
        List<FaultInjectionTask> faults = participants.stream()
                .filter(FaultInjectionTask.class::isInstance)
                .map(FaultInjectionTask.class::cast)
                .toList();
        return new ObservedState(run, faults, labels, preparation);
    }

    private void closed(Run run) {
        open = false;
        Set<String> latest = run.keys();
        if (latest.size() > MOST_KEYS) {
            latest.retainAll(run.driver().race().touchedKeys());
        }
        if (run.services().stream().anyMatch(ServiceTask::isInCall)) {
            // A task that did not end may have committed since.
            database.forget();
        }
    }

    /** Restores the initial state: nothing in Redis, and the row in the database, unless a writer inserts it. */
    private void prepare() {
        if (beginsFromEqualRows && stateUsed && !hasFirstVersions()) {
            callSubject("prepare", subject.prepare());
            database.forget();
            beginsFromEqualRows = versions().equals(firstVersions);
        }
        RaceDriver.delete(nodes.get(0), keys);
        if (scope.writes(Writing.INSERT)) {
            callSubject("remove", subject.remove().orElseThrow());
            database.forget();
        } else if (entries.stream().anyMatch(entry -> database.of(entry) == 0)) {
            callSubject("prepare", subject.prepare());
            database.forget();
        }
    }

    /**
     * False also if the versions are unknown: then there was a commit, and a query takes as long as resetting the rows.
     */
    private boolean hasFirstVersions() {
        return entries.stream().allMatch(database::knows) && versions().equals(firstVersions);
    }

    private List<Long> versions() {
        return entries.stream().map(database::of).toList();
    }

    private static void callSubject(String what, RaceSubject.Change change) {
        try {
            Ungated.call(() -> {
                change.run();
                return true;
            });
        } catch (Exception e) {
            throw new ProgramError(
                    "RaceSubject." + what
                            + "(..) failed. Expected: it changes rows of the entry and returns. It threw: " + e,
                    e);
        }
    }

    /**
     * Runs every read and write once before the first execution: otherwise what a service does only once, such as
     * reading the schema or opening connections, would add steps to the first execution. Also checks that the read uses
     * both stores.
     */
    private void warmUp() {
        callSubject("prepare", subject.prepare());
        removeEarlierEntry();
        firstVersions = versions();
        try (RaceDriver driver = new RaceDriver(settings, nodes, threads)) {
            read(driver);
            new FirstRead(driver.race().trace()).check();
            for (Writing writing : Set.copyOf(scope.writers())) {
                if (writing == Writing.INSERT) {
                    callSubject("remove", subject.remove().orElseThrow());
                }
                RaceSubject.Change change = writes.change(writing);
                int before = driver.race().trace().steps().size();
                driver.run(driver.add("preparation", () -> {
                    change.run();
                    return "acknowledged";
                }));
                List<Step> steps = driver.race().trace().steps();
                DataSources.check(
                        steps.subList(before, steps.size()), driver.race().trace());
            }
            read(driver);
        }
        database.forget();
        callSubject("prepare", subject.prepare());
        boolean observable = !scope.callsMayFail() && nodes.stream().allMatch(node -> node.outbox() == null);
        beginsFromEqualRows = observable && versions().equals(firstVersions);
    }

    /** Removes an entry that was cached before the program began; a read shows which keys the service uses for it. */
    private void removeEarlierEntry() {
        try (RaceDriver driver = new RaceDriver(settings, nodes, threads)) {
            read(driver);
        }
        RaceDriver.delete(nodes.get(0), keys);
    }

    private void read(RaceDriver driver) {
        for (RaceSubject.Entry entry : entries) {
            driver.run(driver.add("preparation", () -> entry.read().get()));
        }
        keys.addAll(driver.race().touchedKeys());
    }

    private List<Participant> participants(Run run) {
        List<Participant> participants = new ArrayList<>();
        int number = 0;
        for (List<Target> reads : scope.readers()) {
            List<ServiceCall> calls =
                    reads.stream().map(target -> read(run, target)).toList();
            add(run, new ServiceTask(run, tasks.get(number++), calls, scope.callsMayFail()), participants);
        }
        for (Writing writing : scope.writers()) {
            List<ServiceCall> calls = List.of(new WriteCall(writing, writes.change(writing)));
            // With several writers, a service may refuse some of them, by an optimistic lock or a deadlock.
            boolean mayFail = scope.callsMayFail() || scope.writers().size() > 1;
            add(run, new ServiceTask(run, tasks.get(number++), calls, mayFail), participants);
        }
        for (FaultInjection fault : scope.faultInjections()) {
            participants.add(new FaultInjectionTask(run, fault));
        }
        return participants;
    }

    private static void add(Run run, ServiceTask task, List<Participant> participants) {
        run.services().add(task);
        participants.add(task);
    }

    private static ServiceCall read(Run run, Target target) {
        return target == Target.FIRST
                ? new ReadCall(run.entries().get(0), "read")
                : new ReadCall(run.entries().get(1), "read of the second entry");
    }

    /** Ends the threads, and deletes all keys. */
    @Override
    public void close() {
        threads.shutdown();
        started.warnAboutLeaks();
        RaceDriver.delete(nodes.get(0), keys);
    }
}
