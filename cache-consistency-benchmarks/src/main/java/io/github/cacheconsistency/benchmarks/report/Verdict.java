package io.github.cacheconsistency.benchmarks.report;

/** The verdict about a target. */
enum Verdict {
    /** The target was reached. */
    MET("met"),
    /** The target was missed; the page explains why. */
    MISSED("**missed**"),
    /** There are too few rounds for a verdict. */
    NOT_JUDGED("*measured quickly: not judged*");

    private final String words;

    Verdict(String words) {
        this.words = words;
    }

    static Verdict of(boolean met) {
        return met ? MET : MISSED;
    }

    /** Returns the verdict as Markdown. */
    String words() {
        return words;
    }
}
