package io.github.cacheconsistency.benchmarks.report;

import io.github.cacheconsistency.benchmarks.report.Results.ContestantResult;
import io.github.cacheconsistency.benchmarks.report.Results.SettingResult;
import io.github.cacheconsistency.benchmarks.workload.Figures;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The section about one workload. */
final class WorkloadSection {

    private WorkloadSection() {}

    static void append(StringBuilder page, List<SettingResult> settings) {
        page.append("\nOperations per second, behind the ratio to the raw client where that takes part:\n\n");
        matrix(
                page,
                settings,
                result -> result.ratio() == 0
                        ? Text.count(result.throughput())
                        : Text.ratio(result.ratio()) + " (" + Text.count(result.throughput()) + ")");
        if (has(settings, Figures.STALE_READS)) {
            page.append("\nStale reads, percent of reads:\n\n");
            matrix(page, settings, result -> Text.share(Plots.stalePercent(result)));
            PublishedSessions.append(page, settings);
            page.append("\nKeys that differ from the database in the end, summed over the rounds:\n\n");
            matrix(
                    page,
                    settings,
                    result -> result.figures().containsKey(Figures.DIFFERING_KEYS)
                            ? Text.count(result.figure(Figures.DIFFERING_KEYS))
                            : "not compared");
        }
        if (has(settings, Figures.EXPIRIES)) {
            page.append("\nLoads per expiry:\n\n");
            matrix(
                    page,
                    settings,
                    result -> Text.figure(result.figure(Figures.LOADS) / Math.max(1, result.figure(Figures.EXPIRIES))));
        }
        settings.forEach(setting -> details(page, setting));
    }

    private interface Cell {
        String of(ContestantResult result);
    }

    private static boolean has(List<SettingResult> settings, String figure) {
        return settings.stream()
                .flatMap(setting -> setting.contestants().stream())
                .anyMatch(result -> result.figures().containsKey(figure));
    }

    private static void matrix(StringBuilder page, List<SettingResult> settings, Cell cell) {
        page.append("| |");
        settings.forEach(setting -> page.append(' ').append(heading(setting)).append(" |"));
        page.append("\n|---|").append("---|".repeat(settings.size())).append('\n');
        List<String> contestants = settings.stream()
                .flatMap(setting -> setting.contestants().stream())
                .map(ContestantResult::id)
                .distinct()
                .toList();
        for (String contestant : contestants) {
            page.append("| `").append(contestant).append("` |");
            settings.forEach(setting -> page.append(' ')
                    .append(result(setting, contestant)
                            .map(cell::of)
                            .findFirst()
                            .orElse(""))
                    .append(" |"));
            page.append('\n');
        }
    }

    private static void details(StringBuilder page, SettingResult setting) {
        page.append("\n<details><summary>")
                .append(heading(setting))
                .append(": latencies, commands, statements, allocation</summary>\n\n")
                .append(setting.rounds())
                .append(
                        setting.interrupted()
                                ? " of " + setting.planned() + " rounds, then interrupted, of "
                                : " rounds of ")
                .append(setting.sliceMillis())
                .append(" ms each, ")
                .append(setting.measured())
                .append(". Milliseconds; per operation: Redis commands, SQL statements, bytes, processor time.\n\n")
                .append("| | ratio, lowest to highest | p50 | p99 | p99.9 | Redis | SQL | bytes | µs | |\n")
                .append("|---|---|---|---|---|---|---|---|---|---|\n");
        for (ContestantResult result : setting.contestants()) {
            page.append(Stream.of(
                            '`' + result.id() + '`',
                            Text.ratio(result.ratioLow()) + " - " + Text.ratio(result.ratioHigh()),
                            Text.milliseconds(result.p50()),
                            Text.milliseconds(result.p99()),
                            Text.milliseconds(result.p999()),
                            Text.rates(result.redis()),
                            Text.rates(result.sql()),
                            Text.count(result.bytes()),
                            Text.figure(result.cpuMicros()),
                            new TreeMap<>(result.figures())
                                    .entrySet().stream()
                                            .filter(figure -> figure.getValue() != 0)
                                            .map(figure -> figure.getKey() + " " + Text.figure(figure.getValue()))
                                            .collect(Collectors.joining(", ")))
                    .collect(Collectors.joining(" | ", "| ", " |\n")));
        }
        page.append("\n</details>\n");
    }

    private static Stream<ContestantResult> result(SettingResult setting, String contestant) {
        return setting.contestants().stream().filter(result -> result.id().equals(contestant));
    }

    private static String heading(SettingResult setting) {
        return (setting.variant().isEmpty() ? "" : setting.variant() + ", ")
                + setting.threads()
                + (setting.threads() == 1 ? " thread" : " threads")
                + (setting.latencyMillis() == 0 ? "" : ", +" + setting.latencyMillis() + " ms");
    }
}
