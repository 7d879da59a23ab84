package io.github.cacheconsistency.benchmarks.report;

import java.util.List;
import java.util.Map;

/**
 * All measurements, as they are stored.
 *
 * @param complete {@code false} during a run, and permanently if it was interrupted
 * @param environment the machine and the versions, by name
 * @param settings the settings in the order of measurement
 * @param micro hits on one key, measured by JMH
 */
public record Results(
        boolean complete, Map<String, String> environment, List<SettingResult> settings, List<MicroResult> micro) {

    /**
     * One contestant alone in a JVM of its own, measured by JMH.
     *
     * @param iterations the number of iterations of one second
     * @param micros microseconds per hit
     * @param error half of the 99.9 % confidence interval of {@code micros}; 0 if there are too few iterations
     * @param bytes bytes allocated per hit
     */
    public record MicroResult(
            String contestant, int threads, int iterations, double micros, double error, double bytes) {}

    /**
     * All contestants under one setting.
     *
     * @param measured the time of the measurement, UTC
     * @param latencyMillis the latency added to each round trip
     * @param rounds the number of rounds of the medians
     * @param planned the planned number of rounds; greater than {@code rounds} if the run was interrupted
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

        /** The minimum number of rounds for a meaningful median. */
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
     * One contestant. Values are medians over the rounds; percentiles are of all operations of all rounds.
     *
     * @param throughput operations per second
     * @param ratio the ratio to the raw client just before and after; 0 if that did not take part
     * @param ratioLow the lowest ratio of a round
     * @param ratioHigh the highest ratio of a round
     * @param p50 microseconds
     * @param p99 microseconds
     * @param p999 microseconds
     * @param redis commands per operation, by name
     * @param sql statements per operation, by kind
     * @param bytes bytes allocated per operation
     * @param cpuMicros processor time of the JVM per operation, in microseconds
     * @param figures further numbers of the workload, summed over the rounds
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

        /** Returns a figure; 0 if it was not counted. */
        public double figure(String name) {
            return figures.getOrDefault(name, 0.0);
        }
    }
}
