package io.github.cacheconsistency.benchmarks.report;

/** What is to be said about a target. */
enum Verdict {
    /** It was reached. */
    MET("met"),
    /** It was not reached: the page says why. */
    MISSED("**missed**"),
    /** Measured in too few rounds to say either. */
    NOT_JUDGED("*measured quickly: not judged*");

    private final String words;

    Verdict(String words) {
        this.words = words;
    }

    static Verdict of(boolean met) {
        return met ? MET : MISSED;
    }

    /** As Markdown. */
    String words() {
        return words;
    }
}
