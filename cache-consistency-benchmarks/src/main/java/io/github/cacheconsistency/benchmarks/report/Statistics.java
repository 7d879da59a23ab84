package io.github.cacheconsistency.benchmarks.report;

import java.util.List;

/** Statistics over rounds. */
final class Statistics {

    private Statistics() {}

    /** Returns the median; 0 for an empty list. */
    static double median(List<Double> values) {
        if (values.isEmpty()) {
            return 0;
        }
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
