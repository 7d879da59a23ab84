package io.github.cacheconsistency.benchmarks.drive;

import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * What a crew has done in a slice.
 *
 * @param latencies of single operations, in nanoseconds
 * @param seconds from the first operation's beginning to the last one's end
 * @param allocated bytes, by all threads of this JVM
 * @param cpuNanos processor time of this JVM: callers, clients, and delays on the way
 * @param reads whose age was looked at
 * @param staleReads how many of them were stale
 * @param failures operations that threw
 * @param firstFailure what the first of them threw
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

    /** How many operations ended. */
    public long operations() {
        return latencies.getTotalCount();
    }

    /** Of two crews that worked at the same time. */
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
