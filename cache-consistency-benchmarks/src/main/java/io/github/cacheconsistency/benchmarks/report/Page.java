package io.github.cacheconsistency.benchmarks.report;

import io.github.cacheconsistency.benchmarks.drive.Workload;
import io.github.cacheconsistency.benchmarks.report.Results.SettingResult;
import io.github.cacheconsistency.benchmarks.workload.Workloads;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** The page with all results; {@link AnswersPage} is the short one. */
public final class Page {

    private Page() {}

    /** Returns the page as Markdown. */
    public static String of(Results results) {
        StringBuilder page = new StringBuilder(Texts.read("introduction.md"));
        if (!results.complete()) {
            page.append(
                    "\n**Incomplete: the run was interrupted, or could not measure a part; what is below is what it got to.**\n");
        }
        quick(page, results);
        environment(page, results);
        TargetsSection.append(page, Targets.of(results));
        for (Workload workload : Workloads.all()) {
            List<SettingResult> settings = results.settings().stream()
                    .filter(setting -> setting.workload().equals(workload.id()))
                    .sorted(Comparator.comparingLong(SettingResult::latencyMillis)
                            .thenComparingInt(SettingResult::threads))
                    .toList();
            if (!settings.isEmpty()) {
                page.append("\n## `").append(workload.id()).append("`\n\n");
                page.append(Character.toUpperCase(workload.description().charAt(0)))
                        .append(workload.description().substring(1))
                        .append(".\n");
                Plots.of(results, workload.id())
                        .ifPresent(plot -> page.append("\n![")
                                .append(plot.title())
                                .append("](")
                                .append(plot.file())
                                .append(")\n"));
                WorkloadSection.append(page, settings);
            }
        }
        MicroSection.append(page, results.micro());
        return page.toString();
    }

    private static void quick(StringBuilder page, Results results) {
        String workloads = results.settings().stream()
                .filter(SettingResult::quick)
                .map(setting -> '`' + setting.workload() + '`')
                .distinct()
                .collect(Collectors.joining(", "));
        if (!workloads.isEmpty()) {
            page.append("\n**Some settings of ")
                    .append(workloads)
                    .append(" were measured in fewer than ")
                    .append(SettingResult.FEWEST_ROUNDS)
                    .append(
                            " rounds: their counts hold (stale reads, wrong keys, loads, commands), their ratios are not to be")
                    .append(" quoted. The number of rounds, and the lowest and the highest, are in the details.**\n");
        }
    }

    private static void environment(StringBuilder page, Results results) {
        page.append("\n## Measured on\n\n| | |\n|---|---|\n");
        results.environment()
                .forEach((name, value) -> page.append("| ")
                        .append(name)
                        .append(" | ")
                        .append(value)
                        .append(" |\n"));
    }
}
