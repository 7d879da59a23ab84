package io.github.cacheconsistency.benchmarks.drive;

import java.util.SplittableRandom;
import org.HdrHistogram.Histogram;

/** The state of one thread in a slice: its random numbers and its counts. Used by one thread at a time. */
public final class Worker {

    private static final long LONGEST_NANOS = 60_000_000_000L;

    private final int index;
    private final SplittableRandom random;
    private final Histogram latencies = new Histogram(1, LONGEST_NANOS, 2);
    private long reads;
    private long staleReads;

    Worker(int index, long seed) {
        this.index = index;
        this.random = new SplittableRandom(seed + index);
    }

    /** The index of the thread, from 0. */
    public int index() {
        return index;
    }

    /** The random numbers of this thread. */
    public SplittableRandom random() {
        return random;
    }

    /** Counts a read that was checked for staleness. */
    public void countRead(boolean stale) {
        reads++;
        if (stale) {
            staleReads++;
        }
    }

    void record(long nanos) {
        latencies.recordValue(Math.min(nanos, LONGEST_NANOS));
    }

    Histogram latencies() {
        return latencies;
    }

    long reads() {
        return reads;
    }

    long staleReads() {
        return staleReads;
    }
}
