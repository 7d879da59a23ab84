package io.github.cacheconsistency.test.oracle;

import java.util.List;

/**
 * The observed history of one entry. All moments are positions in one order of events; an event is known to be before
 * another only if its moment is strictly smaller. Versions grow with every commit.
 *
 * @param initialVersion the committed version before all events
 */
public record History(
        long initialVersion,
        List<Read> reads,
        List<Commit> commits,
        List<Acknowledgement> acknowledgements,
        List<Quiescence> quiescences) {

    /** A read that began at {@code started} and returned {@code version} at {@code returned}. */
    public record Read(String task, long started, long returned, long version) {}

    /**
     * A commit that was sent at {@code sent} and had happened at {@code done}.
     *
     * @param version the committed version at {@code done}
     */
    public record Commit(String task, long sent, long done, long version) {}

    /**
     * The call of a write returned at {@code at}; {@code version} is the version that it committed, or an older one.
     */
    public record Acknowledgement(String task, long at, long version) {}

    /**
     * The state after no task had run for the length of the window.
     *
     * @param cached the version that a reader gets
     * @param database the committed version
     */
    public record Quiescence(long at, long cached, long database) {}

    public History {
        reads = List.copyOf(reads);
        commits = List.copyOf(commits);
        acknowledgements = List.copyOf(acknowledgements);
        quiescences = List.copyOf(quiescences);
    }
}
