package io.github.cacheconsistency.test.program;

import io.github.cacheconsistency.test.RaceSubject;
import io.github.cacheconsistency.test.explore.ProgramError;
import io.github.cacheconsistency.test.oracle.History;
import io.github.cacheconsistency.test.oracle.Oracles;
import io.github.cacheconsistency.test.oracle.Property;
import io.github.cacheconsistency.test.oracle.Violation;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The history of one entry in one execution. Only the driver writes it, while all tasks are held. */
final class JudgedEntry {

    private final RaceSubject.Entry entry;
    private final CommittedVersions database;
    private final long initialVersion;
    private long committed;
    private final List<History.Read> reads = new ArrayList<>();
    private final List<History.Commit> commits = new ArrayList<>();
    private final List<History.Acknowledgement> acknowledgements = new ArrayList<>();
    private final List<History.Quiescence> quiescences = new ArrayList<>();
    private final Map<String, Long> lastCommits = new HashMap<>();
    private final Set<Property> broken = EnumSet.noneOf(Property.class);
    private Promised promised = Promised.NOTHING;
    private int judged;

    /** Reads the initial version. */
    JudgedEntry(RaceSubject.Entry entry, CommittedVersions database) {
        this.entry = entry;
        this.database = database;
        this.initialVersion = database.of(entry);
        this.committed = initialVersion;
    }

    RaceSubject.Version reading() {
        return entry.read();
    }

    /** Whether {@code version} is newer than the last committed one, so that a read of it is a dirty read. */
    boolean isDirty(long version) {
        return version > committed;
    }

    void read(String task, long started, long returned, long version) {
        reads.add(new History.Read(task, started, returned, version));
        promised = promised.read(version);
    }

    /** {@code task} has sent a commit at {@code sent}; at {@code done} it has happened, or it failed. */
    void committed(String task, long sent, long done) {
        committed = database.of(entry);
        commits.add(new History.Commit(task, sent, done, committed));
        lastCommits.put(task, committed);
        promised = promised.committed(committed);
    }

    void acknowledged(String task, long at) {
        Long version = lastCommits.get(task);
        if (version == null) {
            throw new ProgramError(
                    "The write of task '" + task + "' returned without a commit on its thread. Expected: "
                            + "RaceSubject.write(..) commits one change, on the calling thread, through a DataSource bean.");
        }
        acknowledgements.add(new History.Acknowledgement(task, at, version));
        promised = promised.acknowledged(version);
    }

    /** The versions that a read that starts now has to return at least. */
    Promised promised() {
        return promised;
    }

    /** The properties that are already broken. */
    Set<Property> broken() {
        if (reads.size() != judged) {
            judged = reads.size();
            violations().forEach(violation -> broken.add(violation.property()));
        }
        return broken;
    }

    /** The part of the history that future verdicts depend on, as text. */
    String relevantPast() {
        return "committed " + committed + " promised " + promised.unless(broken()) + " broken " + broken();
    }

    /** The version that {@code task} has committed last; empty if it has committed nothing. */
    Optional<Long> lastCommit(String task) {
        return Optional.ofNullable(lastCommits.get(task));
    }

    /** A read returned {@code cached} after no task had run for the length of the window. */
    void quiescent(long at, long cached) {
        quiescences.add(new History.Quiescence(at, cached, database.of(entry)));
    }

    List<Violation> violations() {
        return Oracles.check(new History(initialVersion, reads, commits, acknowledgements, quiescences));
    }
}
