package io.github.cacheconsistency.benchmarks.drive;

/** What is measured, again and again, on many threads at the same time. */
public interface Operation {

    /** Once. What it throws is counted, and the worker goes on. */
    void perform(Worker worker) throws Exception;
}
