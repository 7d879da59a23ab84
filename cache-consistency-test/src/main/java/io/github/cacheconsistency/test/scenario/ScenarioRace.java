package io.github.cacheconsistency.test.scenario;

import io.github.cacheconsistency.test.RaceSubject;
import io.github.cacheconsistency.test.gate.LaggingReplica;
import io.github.cacheconsistency.test.oracle.Oracles;
import io.github.cacheconsistency.test.oracle.Violation;
import io.github.cacheconsistency.test.race.Race;
import io.github.cacheconsistency.test.race.RaceTask;
import io.github.cacheconsistency.test.race.Step;
import io.github.cacheconsistency.test.race.Steps;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One race of a scenario, in terms of reads and writes. It begins with the row in the database and nothing in the
 * cache; every read and write is recorded and judged at the end.
 */
public final class ScenarioRace implements AutoCloseable {

    private final RaceLab lab;
    private final Race race;
    private final Observer observer = new Observer();
    private final List<ObservedEntry> entries;
    private final ObservedEntry entry;
    private final List<LaggingReplica> replicas = new ArrayList<>();
    private final List<Exception> rejections = new CopyOnWriteArrayList<>();

    ScenarioRace(RaceLab lab, RaceSubject.Change preparation) {
        this.lab = lab;
        RaceSubject subject = lab.subject();
        try {
            observer.run(preparation);
            this.race = new Race(lab.settings(), lab.nodes());
        } catch (RuntimeException e) {
            observer.close();
            throw e;
        }
        try {
            race.delayReplies(lab.latency());
            race.run("preparation", () -> subject.entry().read().get());
            if (subject.second().isPresent()) {
                race.run("preparation", () -> subject.second().get().read().get());
            }
            race.expireAll();
            race.forgetPreparation();
            this.entry = observed(subject.entry());
            this.entries = Stream.concat(Stream.of(entry), subject.second().map(this::observed).stream())
                    .toList();
            race.listen(this::taken);
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    /** The race itself, for steps that need more than reading and writing. */
    public Race race() {
        return race;
    }

    /** A task that reads the entry once. */
    public RaceTask reader(String name) {
        return reader(name, entry);
    }

    /** A task that reads the second entry once. */
    public RaceTask secondReader(String name) {
        return reader(name, entries.get(1));
    }

    /** Reads the entry from beginning to end; returns its version. */
    public long read(String name) {
        return version(reader(name).runToEnd());
    }

    /** As {@link #read}, in a transaction of the reader, so that it does not wait for another fill. */
    public long readInTransaction(String name) {
        RaceTask[] self = new RaceTask[1];
        self[0] = race.task(name, () -> {
            long[] version = new long[1];
            lab.inTransaction(() -> version[0] = entry.read(self[0].name())).run();
            return version[0];
        });
        return version(self[0].runToEnd());
    }

    /** Reads the second entry from beginning to end; returns its version. */
    public long readSecond(String name) {
        return version(secondReader(name).runToEnd());
    }

    /** Reads the entry on the other node, from beginning to end; returns its version. */
    public long readOnOtherNode(String name) {
        return version(readerOnOtherNode(name).runToEnd());
    }

    /** A task that reads the entry once, on the other node. */
    public RaceTask readerOnOtherNode(String name) {
        return reader(name, entry, lab.subject().otherNode().orElseThrow().read());
    }

    /** A task that reads one of the two entries once, by a load that reads the other one. */
    public RaceTask crossedReader(String name, int index) {
        return reader(name, entries.get(index), lab.subject().crossed().get(index));
    }

    private RaceTask reader(String name, ObservedEntry observed, RaceSubject.Version read) {
        RaceTask[] self = new RaceTask[1];
        self[0] = race.task(name, () -> observed.read(self[0].name(), read));
        return self[0];
    }

    /** A task that looks the entry up by hand once, and does not fill it. */
    public RaceTask look(String name) {
        RaceSubject.Change look = lab.subject().look().orElseThrow();
        return race.task(name, () -> {
            look.run();
            return "looked";
        });
    }

    /** A task that reads the entry {@code times} times, after {@code start}; calls {@code done} after each read. */
    public RaceTask reader(String name, int times, Runnable start, Runnable done) {
        return repeated(name, times, start, done, entry::read);
    }

    /**
     * A task that changes the entry {@code times} times, after {@code start}; calls {@code done} after each change. The
     * service may reject a change by an exception, which is legitimate with many writers.
     */
    public RaceTask writer(String name, int times, Runnable start, Runnable done) {
        return repeated(name, times, start, done, task -> {
            try {
                lab.subject().write().run();
            } catch (Exception rejected) {
                rejections.add(rejected);
                return 0;
            }
            entries.forEach(observed -> observed.acknowledged(task));
            return 0;
        });
    }

    /** The exceptions that rejected changes of {@link #writer(String, int, Runnable, Runnable)}. */
    public List<Exception> rejections() {
        return List.copyOf(rejections);
    }

    /** A task that changes the entry once. */
    public RaceTask writer(String name) {
        return writer(name, lab.subject().write());
    }

    /** A task that makes {@code change} once. */
    public RaceTask writer(String name, RaceSubject.Change change) {
        RaceTask[] self = new RaceTask[1];
        self[0] = race.task(name, () -> {
            change.run();
            // Code that swallows errors returns although its task was killed; that is no acknowledgement.
            if (!self[0].isKilled()) {
                entries.forEach(observed -> observed.acknowledged(self[0].name()));
            }
            return "acknowledged";
        });
        return self[0];
    }

    /** A replica of the database with everything that is committed now, and nothing newer until it catches up. */
    public LaggingReplica laggingReplica() {
        LaggingReplica replica = new LaggingReplica();
        replicas.add(replica);
        observer.run(() -> replica.read(lab.subject().entry().database()::get));
        if (!replica.isInUse()) {
            throw RaceLab.skip("a lagging replica needs a HikariCP pool.");
        }
        return replica;
    }

    /**
     * A task that reads the entry once, with queries to {@code replica}. Its result is not judged, because a lagging
     * replica returns old values with or without a cache.
     */
    public RaceTask replicaReader(String name, LaggingReplica replica) {
        return race.task(name, () -> replica.read(lab.subject().entry().read()::get));
    }

    /** Changes the entry from beginning to end. */
    public void write(String name) {
        writer(name).runToEnd();
    }

    /** The committed version. */
    public long database() {
        return entry.database();
    }

    /** The number of queries that {@code task} has sent so far. */
    public long loads(RaceTask task) {
        return race.trace().steps().stream()
                .filter(step -> step.task().equals(task.name()))
                .map(Step::operation)
                .filter(Steps.databaseRead())
                .count();
    }

    /** Lets the window pass while no task runs, then checks what a reader gets. */
    public void settle() {
        race.advance(lab.settings().window());
        for (ObservedEntry observed : entries) {
            observed.quiescent(version(reader("final-reader", observed).runToEnd()));
        }
    }

    /** As {@link #settle}, with a reader on the other node. */
    public void settleOnOtherNode() {
        race.advance(lab.settings().window());
        entry.quiescent(readOnOtherNode("final-reader-on-another-node"));
    }

    /** The violations so far. */
    List<Violation> violations() {
        return entries.stream()
                .flatMap(observed -> Oracles.check(observed.history()).stream())
                .sorted(Comparator.comparingLong(Violation::at))
                .toList();
    }

    @Override
    public void close() {
        try {
            race.close();
        } finally {
            replicas.forEach(LaggingReplica::close);
            observer.close();
        }
    }

    /** One operation of a task; gets the name of the task. */
    @FunctionalInterface
    private interface Repeated {

        long run(String task) throws Exception;
    }

    private RaceTask repeated(String name, int times, Runnable start, Runnable done, Repeated operation) {
        RaceTask[] self = new RaceTask[1];
        self[0] = race.task(name, () -> {
            start.run();
            for (int i = 0; i < times; i++) {
                operation.run(self[0].name());
                done.run();
            }
            return times + " times";
        });
        return self[0];
    }

    private RaceTask reader(String name, ObservedEntry observed) {
        RaceTask[] self = new RaceTask[1];
        self[0] = race.task(name, () -> observed.read(self[0].name()));
        return self[0];
    }

    private ObservedEntry observed(RaceSubject.Entry subject) {
        return new ObservedEntry(subject, observer, race.trace());
    }

    private void taken(Step step) {
        if (step.operation().commits() && !step.background()) {
            boolean alone = !race.isOpen() || Steps.command("COMMIT").test(step.operation());
            entries.forEach(observed -> observed.committed(step, alone));
        }
    }

    private static long version(@Nullable Object result) {
        return (Long) Objects.requireNonNull(result);
    }
}
