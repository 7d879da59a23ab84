package io.github.cacheconsistency.targets;

import java.time.Duration;
import java.util.List;

/** Percentiles of repeated measurements. */
record Percentile(List<Duration> sorted) {

    Percentile {
        if (sorted.isEmpty()) {
            throw new IllegalArgumentException("expected at least one measurement, found none");
        }
        sorted = sorted.stream().sorted().toList();
    }

    /**
     * The smallest measurement that at least {@code percent} % of all do not exceed (nearest rank), in milliseconds.
     */
    long millis(int percent) {
        int rank = (sorted.size() * percent + 99) / 100;
        return sorted.get(Math.max(rank, 1) - 1).toMillis();
    }
}
