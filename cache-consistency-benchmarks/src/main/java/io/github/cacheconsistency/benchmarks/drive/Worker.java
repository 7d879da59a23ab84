package io.github.cacheconsistency.benchmarks.drive;

import java.util.SplittableRandom;
import org.HdrHistogram.Histogram;

/** One thread's part in a slice: its random numbers, and what it has seen. Used by one thread at a time. */
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

    /** From 0. */
    public int index() {
        return index;
    }

    /** Its own. */
    public SplittableRandom random() {
        return random;
    }

    /** Counts a read whose age was looked at. */
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
