package io.github.cacheconsistency.test.scenario;

import io.github.cacheconsistency.test.RaceSubject;
import io.github.cacheconsistency.test.oracle.History;
import io.github.cacheconsistency.test.race.Step;
import io.github.cacheconsistency.test.race.Trace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Records the history of one entry during a race. Thread-safe. */
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

    /** Reads through one of the service's nodes. */
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
     * Called after a commit was sent, which may have failed, and before its task continues.
     *
     * @param alone whether no other commit can have happened meanwhile
     */
    void committed(Step step, boolean alone) {
        long version = database();
        synchronized (this) {
            commits.add(new History.Commit(step.task(), step.began(), trace.next(), version));
            lastCommits.put(step.task(), alone ? version : initialVersion);
        }
    }

    /** Called when the write of {@code task} has returned. */
    synchronized void acknowledged(String task) {
        Long version = lastCommits.get(task);
        if (version == null) {
            throw new IllegalStateException(
                    "The write of task '" + task + "' returned without a commit on its thread. Expected: "
                            + "RaceSubject.write(..) commits one change, on the calling thread, through a DataSource bean.");
        }
        acknowledgements.add(new History.Acknowledgement(task, trace.next(), version));
    }

    /** A read returned {@code cached} after no task had run for the length of the window. */
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
