package io.github.cacheconsistency.benchmarks.report;

import java.util.List;
import java.util.Map;

/**
 * A line chart.
 *
 * @param name the name of the file beside the page, without suffix
 * @param steps the steps from left to right, at equal distances
 * @param lines the values per step, by label; NaN if nothing was measured
 */
record Plot(String name, String title, List<String> steps, Map<String, List<Double>> lines) {

    String file() {
        return "benchmarks-" + name + ".svg";
    }

    double highest() {
        return lines.values().stream()
                .flatMap(List::stream)
                .filter(Double::isFinite)
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(0);
    }
}
