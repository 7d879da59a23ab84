package io.github.cacheconsistency.benchmarks.drive;

import java.time.Duration;

/**
 * Under what circumstances all contestants are measured.
 *
 * @param workload its name
 * @param variant what else distinguishes it, such as the loader; empty where there is one variant only
 * @param latency added to each round trip
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
