package io.github.cacheconsistency.test.race;

/** Faults that a race injects, until they are lifted. */
public interface Injection extends AutoCloseable {

    /** How often the fault has struck so far. */
    int strikes();

    /** Ends the faults. */
    @Override
    void close();
}
