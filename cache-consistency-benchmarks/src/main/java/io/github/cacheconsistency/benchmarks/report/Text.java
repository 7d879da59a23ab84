package io.github.cacheconsistency.benchmarks.report;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Numbers for people. */
final class Text {

    private static final double SMALLEST_RATE = .05;

    private Text() {}

    static String ratio(double ratio) {
        return String.format(Locale.ROOT, "%.2f", ratio);
    }

    static String count(double count) {
        return String.format(Locale.ROOT, "%,.0f", count);
    }

    /** A whole number as such, others with two decimals. */
    static String figure(double figure) {
        return figure == Math.rint(figure) ? count(figure) : ratio(figure);
    }

    /** A whole number as such, others with as many decimals as it takes to see that they are none. */
    static String exact(double figure) {
        return figure == Math.rint(figure) ? count(figure) : String.format(Locale.ROOT, "%.4f", figure);
    }

    /** Percent: none at all is not what rounds to none. */
    static String share(double percent) {
        return percent == 0 ? "0" : String.format(Locale.ROOT, "%.3f", percent);
    }

    static String milliseconds(double microseconds) {
        return String.format(Locale.ROOT, microseconds < 10_000 ? "%.2f" : "%.0f", microseconds / 1_000);
    }

    /** Rates by name; what happens less often than one operation in twenty is background. */
    static String rates(Map<String, Double> rates) {
        return rates.entrySet().stream()
                .filter(rate -> rate.getValue() >= SMALLEST_RATE)
                .map(rate -> rate.getKey() + " " + figure(rate.getValue()))
                .collect(Collectors.joining(", "));
    }
}
