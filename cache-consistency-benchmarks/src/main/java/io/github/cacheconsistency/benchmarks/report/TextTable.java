package io.github.cacheconsistency.benchmarks.report;

import io.github.cacheconsistency.benchmarks.drive.Setting;
import io.github.cacheconsistency.benchmarks.drive.Trial;
import io.github.cacheconsistency.benchmarks.report.Results.ContestantResult;
import io.github.cacheconsistency.benchmarks.report.Results.SettingResult;
import java.util.List;
import java.util.Locale;

/** The results of a run for a terminal. */
public final class TextTable {

    private TextTable() {}

    /** Returns the settings of these trials only, because the file may contain more. */
    public static String of(Results results, List<Trial> trials) {
        StringBuilder text = new StringBuilder();
        for (Trial trial : trials) {
            results.settings().stream()
                    .filter(result -> isOf(result, trial.setting()))
                    .forEach(result -> append(text, trial.setting(), result));
        }
        return text.toString();
    }

    private static boolean isOf(SettingResult result, Setting setting) {
        return result.workload().equals(setting.workload())
                && result.variant().equals(setting.variant())
                && result.threads() == setting.threads()
                && result.latencyMillis() == setting.latency().toMillis();
    }

    private static void append(StringBuilder text, Setting setting, SettingResult result) {
        text.append(String.format(
                Locale.ROOT,
                "%n%s (%d rounds of %d ms)%n%-26s %9s %6s %13s %8s %8s %8s %7s %7s  %s%n",
                setting,
                result.rounds(),
                result.sliceMillis(),
                "",
                "per s",
                "ratio",
                "low - high",
                "p50 us",
                "p99 us",
                "p99.9 us",
                "bytes",
                "cpu us",
                "per operation; other figures"));
        for (ContestantResult row : result.contestants()) {
            text.append(String.format(
                    Locale.ROOT,
                    "%-26s %9.0f %6.2f %6.2f - %4.2f %8.0f %8.0f %8.0f %7.0f %7.1f  %s %s; %s%n",
                    row.id(),
                    row.throughput(),
                    row.ratio(),
                    row.ratioLow(),
                    row.ratioHigh(),
                    row.p50(),
                    row.p99(),
                    row.p999(),
                    row.bytes(),
                    row.cpuMicros(),
                    row.redis(),
                    row.sql(),
                    row.figures()));
        }
    }
}
