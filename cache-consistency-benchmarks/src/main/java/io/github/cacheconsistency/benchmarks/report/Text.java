package io.github.cacheconsistency.benchmarks.report;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Formats numbers for readers. */
final class Text {

    private static final double SMALLEST_RATE = .05;

    private Text() {}

    static String ratio(double ratio) {
        return String.format(Locale.ROOT, "%.2f", ratio);
    }

    static String count(double count) {
        return String.format(Locale.ROOT, "%,.0f", count);
    }

    /** Formats a whole number without decimals, others with two. */
    static String figure(double figure) {
        return figure == Math.rint(figure) ? count(figure) : ratio(figure);
    }

    /** Formats a whole number without decimals, others with enough decimals to show that they are not whole. */
    static String exact(double figure) {
        return figure == Math.rint(figure) ? count(figure) : String.format(Locale.ROOT, "%.4f", figure);
    }

    /** Formats a percentage. A zero is distinguished from a value that rounds to zero. */
    static String share(double percent) {
        return percent == 0 ? "0" : String.format(Locale.ROOT, "%.3f", percent);
    }

    static String milliseconds(double microseconds) {
        return String.format(Locale.ROOT, microseconds < 10_000 ? "%.2f" : "%.0f", microseconds / 1_000);
    }

    /** Formats rates by name, without background commands, which occur less than once per twenty operations. */
    static String rates(Map<String, Double> rates) {
        return rates.entrySet().stream()
                .filter(rate -> rate.getValue() >= SMALLEST_RATE)
                .map(rate -> rate.getKey() + " " + figure(rate.getValue()))
                .collect(Collectors.joining(", "));
    }
}
