package io.github.cacheconsistency.test.race;

/** A fault that a race injects until it is closed. */
public interface Injection extends AutoCloseable {

    /** How often the fault has hit an operation so far. */
    int strikes();

    /** Ends the injection. */
    @Override
    void close();
}
