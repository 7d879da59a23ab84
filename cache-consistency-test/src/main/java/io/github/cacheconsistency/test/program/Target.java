package io.github.cacheconsistency.test.program;

/** Which of the subject's entries a read is about. */
public enum Target {
    /** The entry. */
    FIRST,
    /** The second entry; the subject must have one. */
    SECOND
}
