package io.github.cacheconsistency.benchmarks.drive;

/** The measured operation, repeated on several threads concurrently. */
public interface Operation {

    /** Performs it once. An exception is counted, and the worker continues. */
    void perform(Worker worker) throws Exception;
}
