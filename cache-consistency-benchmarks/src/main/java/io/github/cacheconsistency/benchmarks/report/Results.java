package io.github.cacheconsistency.benchmarks.report;

import java.util.List;
import java.util.Map;

/**
 * Everything that was measured, as it is stored.
 *
 * @param complete {@code false} while a run goes on, and for ever if it was interrupted
 * @param environment the machine and the versions, by name
 * @param settings in the order of measurement
 * @param micro hits of one key, by JMH
 */
public record Results(
        boolean complete, Map<String, String> environment, List<SettingResult> settings, List<MicroResult> micro) {

    /**
     * One contestant alone in a JVM of its own, as JMH tells it.
     *
     * @param iterations of a second each
     * @param micros of one hit
     * @param error half of the 99.9 % confidence interval of that; 0 of too few iterations to tell
     * @param bytes allocated by one hit
     */
    public record MicroResult(
            String contestant, int threads, int iterations, double micros, double error, double bytes) {}

    /**
     * All contestants under the same circumstances.
     *
     * @param measured when, UTC
     * @param latencyMillis added to each round trip
     * @param rounds how many rounds the medians are of
     * @param planned how many there were to be; there are fewer if the run was interrupted
     * @param sliceMillis how long each contestant was measured in each round
     */
    public record SettingResult(
            String workload,
            String variant,
            int threads,
            long latencyMillis,
            String measured,
            int rounds,
            int planned,
            long sliceMillis,
            List<ContestantResult> contestants) {

        /** A median of fewer is an anecdote. */
        static final int FEWEST_ROUNDS = 5;

        boolean quick() {
            return rounds < FEWEST_ROUNDS;
        }

        boolean interrupted() {
            return rounds < planned;
        }

        boolean sameAs(SettingResult other) {
            return workload.equals(other.workload)
                    && variant.equals(other.variant)
                    && threads == other.threads
                    && latencyMillis == other.latencyMillis;
        }
    }

    /**
     * One contestant; medians over the rounds, except percentiles, which are of all operations of all rounds.
     *
     * @param throughput operations per second
     * @param ratio to the raw client just before and after; 0 where that did not take part
     * @param ratioLow the lowest of a round
     * @param ratioHigh the highest of a round
     * @param p50 microseconds
     * @param p99 microseconds
     * @param p999 microseconds
     * @param redis commands per operation, by name
     * @param sql statements per operation, by kind
     * @param bytes allocated per operation
     * @param cpuMicros processor time of the JVM per operation
     * @param figures what else the workload counts, summed over the rounds
     */
    public record ContestantResult(
            String id,
            double throughput,
            double ratio,
            double ratioLow,
            double ratioHigh,
            double p50,
            double p99,
            double p999,
            Map<String, Double> redis,
            Map<String, Double> sql,
            double bytes,
            double cpuMicros,
            Map<String, Double> figures) {

        /** A figure, 0 where it was not counted. */
        public double figure(String name) {
            return figures.getOrDefault(name, 0.0);
        }
    }
}
