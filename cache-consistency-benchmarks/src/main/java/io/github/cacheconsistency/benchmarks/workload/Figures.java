package io.github.cacheconsistency.benchmarks.workload;

/** The names of what workloads count beside speed. */
public final class Figures {

    /** Operations that threw an exception. */
    public static final String FAILURES = "failures";

    /** Calls of the loader. */
    public static final String LOADS = "loads";

    private Figures() {}
}
