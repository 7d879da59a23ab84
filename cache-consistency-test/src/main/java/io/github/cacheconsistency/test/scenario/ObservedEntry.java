package io.github.cacheconsistency.test.scenario;

import io.github.cacheconsistency.test.RaceSubject;
import io.github.cacheconsistency.test.oracle.History;
import io.github.cacheconsistency.test.race.Step;
import io.github.cacheconsistency.test.race.Trace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes the history of one entry down while a race goes on. Thread-safe. */
final class ObservedEntry {

    private final RaceSubject.Entry entry;
    private final Observer observer;
    private final Trace trace;
    private final long initialVersion;
    private final List<History.Read> reads = new ArrayList<>();
    private final List<History.Commit> commits = new ArrayList<>();
    private final List<History.Acknowledgement> acknowledgements = new ArrayList<>();
    private final List<History.Quiescence> quiescences = new ArrayList<>();
    private final Map<String, Long> lastCommits = new HashMap<>();

    ObservedEntry(RaceSubject.Entry entry, Observer observer, Trace trace) {
        this.entry = entry;
        this.observer = observer;
        this.trace = trace;
        this.initialVersion = observer.version(entry.database());
    }

    /** Reads through the service, on the current thread. */
    long read(String task) throws Exception {
        return read(task, entry.read());
    }

    /** Reads through {@code node}, one of those that the service runs on. */
    long read(String task, RaceSubject.Version node) throws Exception {
        long started = trace.next();
        long version = node.get();
        long returned = trace.next();
        synchronized (this) {
            reads.add(new History.Read(task, started, returned, version));
        }
        return version;
    }

    /**
     * A commit was sent and may have happened; called before its task goes on.
     *
     * @param alone whether no other commit can have happened since
     */
    void committed(Step step, boolean alone) {
        long version = database();
        synchronized (this) {
            commits.add(new History.Commit(step.task(), step.began(), trace.next(), version));
            lastCommits.put(step.task(), alone ? version : initialVersion);
        }
    }

    /** The write of {@code task} has returned. */
    synchronized void acknowledged(String task) {
        Long version = lastCommits.get(task);
        if (version == null) {
            throw new IllegalStateException(
                    "The write of task '" + task + "' returned without a commit on its thread. "
                            + "RaceSubject.write(..) must commit one change, on the calling thread, through a DataSource bean.");
        }
        acknowledgements.add(new History.Acknowledgement(task, trace.next(), version));
    }

    /** Nothing has been in flight for the window, and a reader got {@code cached}. */
    synchronized void quiescent(long cached) {
        quiescences.add(new History.Quiescence(trace.next(), cached, database()));
    }

    long database() {
        return observer.version(entry.database());
    }

    synchronized History history() {
        return new History(initialVersion, reads, commits, acknowledgements, quiescences);
    }
}
