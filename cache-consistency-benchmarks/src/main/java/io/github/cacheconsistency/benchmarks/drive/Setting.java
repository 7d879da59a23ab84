package io.github.cacheconsistency.benchmarks.drive;

import java.time.Duration;

/**
 * The conditions under which all contestants are measured.
 *
 * @param workload the name of the workload
 * @param variant what else distinguishes it, such as the loader; empty if there is only one variant
 * @param latency the latency added to each round trip
 */
public record Setting(String workload, String variant, int threads, Duration latency) {

    /** For progress and headings. */
    @Override
    public String toString() {
        return workload + (variant.isEmpty() ? "" : " " + variant) + ", " + threads
                + (threads == 1 ? " thread" : " threads")
                + (latency.isZero() ? "" : ", +" + latency.toMillis() + " ms");
    }
}
