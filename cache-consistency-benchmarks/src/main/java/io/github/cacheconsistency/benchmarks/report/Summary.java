package io.github.cacheconsistency.benchmarks.report;

import io.github.cacheconsistency.benchmarks.contestant.Contestant;
import io.github.cacheconsistency.benchmarks.drive.Series;
import io.github.cacheconsistency.benchmarks.drive.Series.Measurement;
import io.github.cacheconsistency.benchmarks.drive.Setting;
import io.github.cacheconsistency.benchmarks.drive.Slice;
import io.github.cacheconsistency.benchmarks.report.Results.ContestantResult;
import io.github.cacheconsistency.benchmarks.report.Results.SettingResult;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.HdrHistogram.Histogram;

/** Computes medians from rounds. */
public final class Summary {

    private static final double MICROSECOND = 1_000;

    private Summary() {}

    /** Returns the result of the completed rounds. */
    public static SettingResult of(Series series) {
        Setting setting = series.trial().setting();
        List<ContestantResult> contestants = new ArrayList<>();
        series.measurements().forEach((contestant, measurements) -> contestants.add(of(contestant, measurements)));
        int rounds = series.measurements().values().stream()
                .mapToInt(List::size)
                .min()
                .orElse(0);
        return new SettingResult(
                setting.workload(),
                setting.variant(),
                setting.threads(),
                setting.latency().toMillis(),
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                rounds,
                series.trial().scale().rounds(),
                series.trial().scale().slice().toMillis(),
                contestants);
    }

    private static ContestantResult of(Contestant contestant, List<Measurement> measurements) {
        List<Slice> slices = measurements.stream().map(Measurement::slice).toList();
        List<Double> ratios = measurements.stream().map(Measurement::ratio).toList();
        Histogram latencies = new Histogram(2);
        slices.forEach(slice -> latencies.add(slice.latencies()));
        return new ContestantResult(
                contestant.id(),
                rounded(Statistics.median(slices.stream().map(Slice::throughput).toList())),
                rounded(Statistics.median(ratios)),
                rounded(ratios.stream().mapToDouble(Double::doubleValue).min().orElse(0)),
                rounded(ratios.stream().mapToDouble(Double::doubleValue).max().orElse(0)),
                rounded(latencies.getValueAtPercentile(50) / MICROSECOND),
                rounded(latencies.getValueAtPercentile(99) / MICROSECOND),
                rounded(latencies.getValueAtPercentile(99.9) / MICROSECOND),
                medians(slices, Slice::redis),
                medians(slices, Slice::sql),
                rounded(Statistics.median(slices.stream().map(Slice::bytes).toList())),
                rounded(Statistics.median(slices.stream().map(Slice::cpuMicros).toList())),
                sums(slices));
    }

    private static Map<String, Double> medians(List<Slice> slices, Function<Slice, Map<String, Double>> rates) {
        Map<String, Double> medians = new TreeMap<>();
        slices.stream()
                .flatMap(slice -> rates.apply(slice).keySet().stream())
                .distinct()
                .forEach(name -> {
                    double median = rounded(Statistics.median(slices.stream()
                            .map(slice -> rates.apply(slice).getOrDefault(name, 0.0))
                            .toList()));
                    // Rare commands belong to the driver or to an idle contestant, not to an operation.
                    if (median >= 0.01) {
                        medians.put(name, median);
                    }
                });
        return medians;
    }

    private static Map<String, Double> sums(List<Slice> slices) {
        Map<String, Double> sums = new TreeMap<>();
        slices.forEach(slice -> slice.figures().forEach((name, figure) -> sums.merge(name, figure, Double::sum)));
        return sums;
    }

    private static double rounded(double value) {
        double unit = Math.abs(value) >= 100 ? 1 : 1_000;
        return Math.round(value * unit) / unit;
    }
}
