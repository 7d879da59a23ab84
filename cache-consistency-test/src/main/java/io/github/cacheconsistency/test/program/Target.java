package io.github.cacheconsistency.test.program;

/** The entry of the subject that a read reads. */
public enum Target {
    /** The first entry. */
    FIRST,
    /** The second entry; the subject must have one. */
    SECOND
}
