package io.github.cacheconsistency.benchmarks.report;

import java.util.List;

/** What becomes of the rounds. */
final class Statistics {

    private Statistics() {}

    /** The middle one, or the mean of the two in the middle; 0 of nothing. */
    static double median(List<Double> values) {
        if (values.isEmpty()) {
            return 0;
        }
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
