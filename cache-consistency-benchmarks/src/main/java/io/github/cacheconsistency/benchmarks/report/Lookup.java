package io.github.cacheconsistency.benchmarks.report;

import io.github.cacheconsistency.benchmarks.report.Results.ContestantResult;
import io.github.cacheconsistency.benchmarks.report.Results.SettingResult;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Looks up contestants in a setting. The result for a contestant that was not measured is NaN.
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

    /** Whether its ratios have too few rounds for a verdict. */
    boolean quick() {
        return setting == null || setting.quick();
    }

    /** Returns the slowest contestant; empty if none was measured. */
    Optional<String> slowest(List<String> contestants) {
        return measured(contestants).min(Comparator.comparingDouble(this::ratio));
    }

    /** Returns the fastest contestant; empty if none was measured. */
    Optional<String> fastest(List<String> contestants) {
        return measured(contestants).max(Comparator.comparingDouble(this::ratio));
    }

    private Stream<String> measured(List<String> contestants) {
        return contestants.stream().filter(contestant -> Double.isFinite(ratio(contestant)));
    }

    double value(String contestant, ToDoubleFunction<ContestantResult> value) {
        Optional<ContestantResult> found = setting == null
                ? Optional.empty()
                : setting.contestants().stream()
                        .filter(result -> result.id().equals(contestant))
                        .findFirst();
        return found.map(value::applyAsDouble).orElse(Double.NaN);
    }
}
