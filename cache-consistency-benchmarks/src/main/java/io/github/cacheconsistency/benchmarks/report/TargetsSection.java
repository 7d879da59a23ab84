package io.github.cacheconsistency.benchmarks.report;

import java.util.List;

/** The part of the page about targets: a table, and why some are missed. */
final class TargetsSection {

    private TargetsSection() {}

    static void append(StringBuilder page, List<Target> targets, Causes causes) {
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
                    .append(" | ")
                    .append(target.verdict().words())
                    .append(" |\n");
        }
        List<Target> missed = targets.stream().filter(Target::missed).toList();
        if (!missed.isEmpty()) {
            page.append("\n### Why targets are missed, and what was tried\n");
            missed.forEach(target -> page.append("\n**")
                    .append(target.name())
                    .append(": ")
                    .append(target.measured())
                    .append(", required ")
                    .append(target.required())
                    .append(".** ")
                    .append(cause(target, causes))
                    .append('\n'));
        }
    }

    private static String cause(Target target, Causes causes) {
        String text = causes.of(target);
        return text == null ? "*The cause is not known yet.*" : text;
    }
}
