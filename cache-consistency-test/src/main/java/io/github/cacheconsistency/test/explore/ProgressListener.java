package io.github.cacheconsistency.test.explore;

/** Hears how far a search is: on its thread, after a schedule, at most once a second. What it throws ends the search. */
@FunctionalInterface
public interface ProgressListener {

    void progressed(Progress progress);

    /** Hears nothing. */
    static ProgressListener silent() {
        return progress -> {};
    }

    /** Prints a line to standard error, and none for searches that take less than two seconds. */
    static ProgressListener standardError() {
        return new ProgressLine(System.err);
    }
}
