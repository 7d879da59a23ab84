package io.github.cacheconsistency.benchmarks.drive;

import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * The work of a crew in a slice.
 *
 * @param latencies latencies of single operations, in nanoseconds
 * @param seconds from the start of the first operation to the end of the last one
 * @param allocated bytes allocated by all threads of this JVM
 * @param cpuNanos processor time of this JVM in nanoseconds: callers, clients and delay proxies
 * @param reads reads that were checked for staleness
 * @param staleReads the stale ones among them
 * @param failures operations that threw an exception
 * @param firstFailure the exception of the first of them
 */
public record Tally(
        Histogram latencies,
        double seconds,
        long allocated,
        long cpuNanos,
        long reads,
        long staleReads,
        long failures,
        @Nullable Throwable firstFailure) {

    /** Returns the number of completed operations. */
    public long operations() {
        return latencies.getTotalCount();
    }

    /** Returns the sum of two crews that worked at the same time. */
    public Tally and(Tally other) {
        Histogram both = latencies.copy();
        both.add(other.latencies);
        return new Tally(
                both,
                Math.max(seconds, other.seconds),
                allocated + other.allocated,
                cpuNanos + other.cpuNanos,
                reads + other.reads,
                staleReads + other.staleReads,
                failures + other.failures,
                firstFailure == null ? other.firstFailure : firstFailure);
    }
}
