package io.github.cacheconsistency.test.oracle;

import java.util.Arrays;

/**
 * Reads and writes of one register, for {@link Linearizability}, 25 bytes each. All moments are positions in one order
 * of events; an operation is known to be before another only if it ended at a strictly smaller moment than the other
 * one began. Not thread-safe: each thread uses its own log, and {@link #addAll} joins them.
 */
public final class OperationLog {

    /** The end of an unfinished operation. */
    static final long NEVER = Long.MAX_VALUE;

    private static final int INITIAL_CAPACITY = 64;

    private long[] started;
    private long[] ended;
    private long[] versions;
    private boolean[] writes;
    private int size;
    private boolean sorted = true;

    /** @param initialVersion the version before all operations; counts as a write that ended before them */
    public OperationLog(long initialVersion) {
        this(INITIAL_CAPACITY, 0);
        append(Long.MIN_VALUE, Long.MIN_VALUE, initialVersion, true);
    }

    private OperationLog(int capacity, int size) {
        started = new long[capacity];
        ended = new long[capacity];
        versions = new long[capacity];
        writes = new boolean[capacity];
        this.size = size;
    }

    /**
     * Logs a read that returned {@code version}. A read that did not return is not logged.
     *
     * @throws IllegalArgumentException if it ended before it started, or never
     */
    public void read(long start, long end, long version) {
        if (end == NEVER) {
            throw new IllegalArgumentException(
                    "Expected a read that returned, found one of version %d that did not; leave it out"
                            .formatted(version));
        }
        add(start, end, version, false);
    }

    /**
     * Logs a write that took effect between its start and its end.
     *
     * @throws IllegalArgumentException if it ended before it started
     */
    public void write(long start, long end, long version) {
        add(start, end, version, true);
    }

    /**
     * Logs a write that took effect at some moment after its start, or not at all: its writer died, or its COMMIT got
     * no reply. Use this also for a write that took effect at an unknown moment.
     */
    public void unfinishedWrite(long start, long version) {
        add(start, NEVER, version, true);
    }

    /** Adds the operations of another log of the same register, without its initial version. */
    public void addAll(OperationLog other) {
        for (int i = 1; i < other.size; i++) {
            append(other.started[i], other.ended[i], other.versions[i], other.writes[i]);
        }
    }

    /** The number of logged reads and writes. */
    public int size() {
        return size - 1;
    }

    private void add(long start, long end, long version, boolean write) {
        if (start == Long.MIN_VALUE || end < start) {
            throw new IllegalArgumentException(
                    "Expected a %s of version %d that ends at or after its start, found one from %d to %d; log the moment before the call, then the one after it"
                            .formatted(write ? "write" : "read", version, start, end));
        }
        append(start, end, version, write);
    }

    private void append(long start, long end, long version, boolean write) {
        if (size == started.length) {
            started = Arrays.copyOf(started, 2 * size);
            ended = Arrays.copyOf(ended, 2 * size);
            versions = Arrays.copyOf(versions, 2 * size);
            writes = Arrays.copyOf(writes, 2 * size);
        }
        sorted &= size == 0 || started[size - 1] <= start;
        set(size++, start, end, version, write);
    }

    private void set(int place, long start, long end, long version, boolean write) {
        started[place] = start;
        ended[place] = end;
        versions[place] = version;
        writes[place] = write;
    }

    /** The operations in the order of their starts: this log, if it is already in this order. */
    OperationLog sorted() {
        if (sorted) {
            return this;
        }
        long[] starts = Arrays.copyOf(started, size);
        Arrays.sort(starts);
        int[] taken = new int[size];
        OperationLog copy = new OperationLog(size, size);
        for (int i = 0; i < size; i++) {
            int first = firstPlace(starts, started[i]);
            copy.set(first + taken[first]++, started[i], ended[i], versions[i], writes[i]);
        }
        return copy;
    }

    private static int firstPlace(long[] starts, long start) {
        int low = 0;
        int high = starts.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (starts[middle] < start) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The number of operations; the first one is the write of the initial version. */
    int operations() {
        return size;
    }

    long started(int operation) {
        return started[operation];
    }

    long ended(int operation) {
        return ended[operation];
    }

    long version(int operation) {
        return versions[operation];
    }

    boolean isWrite(int operation) {
        return writes[operation];
    }

    LoggedOperation operation(int operation) {
        return new LoggedOperation(writes[operation], started[operation], ended[operation], versions[operation]);
    }
}
