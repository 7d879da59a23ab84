package io.github.cacheconsistency.benchmarks.report;

import java.util.List;

/** The table of all targets. The {@link AnswersPage} explains why some are missed. */
final class TargetsSection {

    private TargetsSection() {}

    static void append(StringBuilder page, List<Target> targets) {
        if (targets.isEmpty()) {
            return;
        }
        page.append(
                        "\n## Targets\n\nWhy targets are missed: [benchmarks](../benchmarks.md#which-targets-are-missed-and-why).\n")
                .append("\n| | required | measured | |\n|---|---|---|---|\n");
        for (Target target : targets) {
            page.append("| ")
                    .append(target.name())
                    .append(" | ")
                    .append(target.required())
                    .append(" | ")
                    .append(target.measured())
                    .append(" | ")
                    .append(target.verdict().words())
                    .append(" |\n");
        }
    }
}
