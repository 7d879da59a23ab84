package io.github.cacheconsistency.benchmarks.report;

import io.github.cacheconsistency.benchmarks.report.Results.ContestantResult;
import io.github.cacheconsistency.benchmarks.report.Results.SettingResult;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * Finds contestants in a setting; what was not measured is not a number.
 *
 * @param setting {@code null} if nothing was measured under it
 */
record Lookup(@Nullable SettingResult setting) {

    double ratio(String contestant) {
        return value(contestant, ContestantResult::ratio);
    }

    double figure(String contestant, String name) {
        return value(contestant, result -> result.figure(name));
    }

    double lowest(List<String> contestants) {
        return ratios(contestants).min().orElse(Double.NaN);
    }

    double highest(List<String> contestants) {
        return ratios(contestants).max().orElse(Double.NaN);
    }

    private DoubleStream ratios(List<String> contestants) {
        return contestants.stream().mapToDouble(this::ratio).filter(Double::isFinite);
    }

    private double value(String contestant, ToDoubleFunction<ContestantResult> value) {
        Optional<ContestantResult> found = setting == null
                ? Optional.empty()
                : setting.contestants().stream()
                        .filter(result -> result.id().equals(contestant))
                        .findFirst();
        return found.map(value::applyAsDouble).orElse(Double.NaN);
    }
}
