package io.github.cacheconsistency.benchmarks.workload;

/** The names of what workloads count beside speed. */
public final class Figures {

    /** Operations that threw an exception. */
    public static final String FAILURES = "failures";

    /** Calls of the loader. */
    public static final String LOADS = "loads";

    /** Rows of a sample that were read and are not cached afterwards. */
    public static final String NOT_FILLED = "notFilled";

    /** Reads whose age was looked at. */
    public static final String READS = "reads";

    /** Reads that returned an older version than one whose write was acknowledged before the read began. */
    public static final String STALE_READS = "staleReads";

    /** Rows that read differently from the database, when nothing has been in flight for longer than the assertion window. */
    public static final String DIFFERING_KEYS = "differingKeys";

    /** How often entries vanished. */
    public static final String EXPIRIES = "expiries";

    /** Megabytes of the heap that are alive because of a backlog. */
    public static final String LIVE_MEGABYTES = "liveMegabytes";

    private Figures() {}
}
