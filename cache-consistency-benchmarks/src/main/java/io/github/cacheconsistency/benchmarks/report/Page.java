package io.github.cacheconsistency.benchmarks.report;

import io.github.cacheconsistency.benchmarks.drive.Workload;
import io.github.cacheconsistency.benchmarks.report.Results.SettingResult;
import io.github.cacheconsistency.benchmarks.workload.Workloads;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The page of the documentation, all of it made of results. */
public final class Page {

    private static final String INTRODUCTION = "introduction.md";

    /** A median of fewer rounds is an anecdote. */
    private static final int FEWEST_ROUNDS = 5;

    private Page() {}

    /** As Markdown. */
    public static String of(Results results) {
        StringBuilder page = new StringBuilder(introduction());
        if (!results.complete()) {
            page.append("\n**Incomplete: the run was interrupted, and the rounds below are what it got to.**\n");
        }
        if (results.settings().stream().anyMatch(setting -> setting.rounds() < FEWEST_ROUNDS)) {
            page.append("\n**Some settings were measured quickly, in fewer than ")
                    .append(FEWEST_ROUNDS)
                    .append(
                            " rounds: their counts hold (stale reads, wrong keys, loads, commands), their ratios are not to be")
                    .append(" quoted. The lowest and the highest of each are in the details.**\n");
        }
        environment(page, results);
        targets(page, results);
        for (Workload workload : Workloads.all()) {
            List<SettingResult> settings = results.settings().stream()
                    .filter(setting -> setting.workload().equals(workload.id()))
                    .toList();
            if (!settings.isEmpty()) {
                page.append("\n## `").append(workload.id()).append("`\n\n");
                page.append(Character.toUpperCase(workload.description().charAt(0)))
                        .append(workload.description().substring(1))
                        .append(".\n");
                WorkloadSection.append(page, settings);
            }
        }
        return page.toString();
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

    private static void targets(StringBuilder page, Results results) {
        List<Target> targets = Targets.of(results);
        if (targets.isEmpty()) {
            return;
        }
        page.append("\n## Targets\n\n| | required | measured | |\n|---|---|---|---|\n");
        for (Target target : targets) {
            page.append("| ")
                    .append(target.name())
                    .append(" | ")
                    .append(target.required())
                    .append(" | ")
                    .append(target.measured())
                    .append(target.met() ? " | met |\n" : " | **missed** |\n");
        }
    }

    private static String introduction() {
        try (InputStream text = Page.class.getResourceAsStream(INTRODUCTION)) {
            if (text == null) {
                throw new IllegalStateException("No " + INTRODUCTION + " beside " + Page.class.getName());
            }
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
