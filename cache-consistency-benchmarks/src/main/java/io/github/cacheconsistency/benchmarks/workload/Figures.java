package io.github.cacheconsistency.benchmarks.workload;

/** The names of further numbers that workloads count. */
public final class Figures {

    /** Operations that threw an exception. */
    public static final String FAILURES = "failures";

    /** Calls of the loader. */
    public static final String LOADS = "loads";

    /** Sampled rows that were read and are not cached afterwards. */
    public static final String NOT_FILLED = "notFilled";

    /** Reads that were checked for staleness. */
    public static final String READS = "reads";

    /** Stale reads: they returned a version older than one that was acknowledged before the read began. */
    public static final String STALE_READS = "staleReads";

    /** Rows that differ from the database after nothing has been in flight for longer than the assertion window. */
    public static final String DIFFERING_KEYS = "differingKeys";

    /** How often entries were removed. */
    public static final String EXPIRIES = "expiries";

    /** Megabytes of live heap that a backlog holds. */
    public static final String LIVE_MEGABYTES = "liveMegabytes";

    private Figures() {}
}
