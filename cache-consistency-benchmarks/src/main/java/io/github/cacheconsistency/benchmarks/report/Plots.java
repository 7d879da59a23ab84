package io.github.cacheconsistency.benchmarks.report;

import io.github.cacheconsistency.benchmarks.contestant.Contestant;
import io.github.cacheconsistency.benchmarks.report.Results.ContestantResult;
import io.github.cacheconsistency.benchmarks.report.Results.SettingResult;
import io.github.cacheconsistency.benchmarks.workload.Figures;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** The plots: results as a function of a size. Without added latency. */
final class Plots {

    /** More lines than these are not distinguishable. */
    private static final List<String> SHOWN = List.of(
            Contestant.RAW,
            "cache-aside",
            "cache-aside-api",
            "lease",
            "lease-api",
            "row-lock-lease",
            "row-lock-lease-api",
            "lease-outbox",
            "spring",
            "jetcache",
            "redisson");

    private final Results results;
    private final List<Plot> plots = new ArrayList<>();

    private Plots(Results results) {
        this.results = results;
    }

    /** Returns the plots for which the results have at least two steps. */
    static List<Plot> of(Results results) {
        Plots plots = new Plots(results);
        plots.add("hit", "Hits: throughput as ratio to raw, by threads", Plots::threads, ContestantResult::ratio);
        plots.add("keys", "Hits: ratio to raw, by number of keys", SettingResult::variant, ContestantResult::ratio);
        plots.add("caches", "Hits: ratio to raw, by number of caches", SettingResult::variant, ContestantResult::ratio);
        plots.add("values", "Hits: ratio to raw, by length of values", SettingResult::variant, ContestantResult::ratio);
        plots.add("sessions", "Stale reads, percent of reads, by sessions", Plots::threads, Plots::stalePercent);
        plots.add(
                "outbox", "Rows of a backlog relayed per second", SettingResult::variant, ContestantResult::throughput);
        return List.copyOf(plots.plots);
    }

    static Optional<Plot> of(Results results, String workload) {
        return of(results).stream().filter(plot -> plot.name().equals(workload)).findFirst();
    }

    static double stalePercent(ContestantResult result) {
        return 100 * result.figure(Figures.STALE_READS) / Math.max(1, result.figure(Figures.READS));
    }

    private static String threads(SettingResult setting) {
        return Integer.toString(setting.threads());
    }

    private void add(
            String workload,
            String title,
            Function<SettingResult, String> step,
            ToDoubleFunction<ContestantResult> value) {
        List<SettingResult> settings = results.settings().stream()
                .filter(setting -> setting.workload().equals(workload) && setting.latencyMillis() == 0)
                .sorted(Comparator.comparingInt(SettingResult::threads))
                .toList();
        List<String> steps = settings.stream().map(step).distinct().toList();
        if (steps.size() < 2 || steps.size() < settings.size()) {
            return;
        }
        Map<String, List<Double>> lines = new LinkedHashMap<>();
        for (String contestant : SHOWN) {
            List<Double> values = settings.stream()
                    .map(setting -> new Lookup(setting).value(contestant, value))
                    .toList();
            if (values.stream().anyMatch(Double::isFinite)) {
                lines.put(contestant, values);
            }
        }
        plots.add(new Plot(workload, title, steps, lines));
    }
}
