package io.github.cacheconsistency.benchmarks.drive;

import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/**
 * One contestant in one round.
 *
 * @param throughput operations per second
 * @param latencies latencies of single operations, in nanoseconds
 * @param redis commands per operation, by name
 * @param sql statements per operation, by kind
 * @param bytes bytes allocated per operation
 * @param cpuMicros processor time of this JVM per operation, in microseconds; depends less on the load of the machine
 *     than the throughput
 * @param figures further numbers of the workload, by name
 */
public record Slice(
        double throughput,
        Histogram latencies,
        Map<String, Double> redis,
        Map<String, Double> sql,
        double bytes,
        double cpuMicros,
        Map<String, Double> figures) {

    /** Derives a slice from the work of a crew and the counters of the servers. */
    public static Slice of(Tally tally, Map<String, Long> redis, Map<String, Long> sql, Map<String, Double> figures) {
        double operations = Math.max(1, tally.operations());
        return new Slice(
                tally.operations() / tally.seconds(),
                tally.latencies(),
                per(operations, redis),
                per(operations, sql),
                tally.allocated() / operations,
                tally.cpuNanos() / operations / 1_000,
                figures);
    }

    private static Map<String, Double> per(double operations, Map<String, Long> counts) {
        Map<String, Double> rates = new TreeMap<>();
        counts.forEach((name, count) -> rates.put(name, count / operations));
        return rates;
    }
}
