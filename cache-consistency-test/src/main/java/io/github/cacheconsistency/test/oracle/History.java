package io.github.cacheconsistency.test.oracle;

import java.util.List;

/**
 * What was observed of one entry. All moments are places in one order of events; only a moment that is strictly smaller
 * than another is known to have been before it. Versions grow with every commit.
 *
 * @param initialVersion the committed version before everything
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
     * @param version the committed version found then
     */
    public record Commit(String task, long sent, long done, long version) {}

    /** The call of a write that committed {@code version}, or an older one, returned at {@code at}. */
    public record Acknowledgement(String task, long at, long version) {}

    /**
     * What was found when nothing had been in flight for the window.
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
