package io.github.cacheconsistency.benchmarks.report;

import java.util.List;
import java.util.Map;

/**
 * Lines over steps.
 *
 * @param name of the file beside the page, without its ending
 * @param steps from left to right, at equal distances
 * @param lines a value for each step by what the line is of; not a number where nothing was measured
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
