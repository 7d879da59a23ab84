package io.github.cacheconsistency.test.explore;

/**
 * Receives the progress of a search: on its thread, after a schedule, at most once a second. An exception ends the
 * search.
 */
@FunctionalInterface
public interface ProgressListener {

    void progressed(Progress progress);

    /** A listener that does nothing. */
    static ProgressListener silent() {
        return progress -> {};
    }

    /** Prints lines to standard error, and none for searches that take less than two seconds. */
    static ProgressListener standardError() {
        return new ProgressLine(System.err);
    }
}
