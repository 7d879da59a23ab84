package io.github.cacheconsistency.benchmarks.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The missed targets, grouped by cause, so that each cause appears once. */
final class MissedTargets {

    private static final String UNKNOWN = "*The cause is not known yet.*";

    private MissedTargets() {}

    /** Returns the section as Markdown; empty if no target is missed. */
    static String of(List<Target> targets, Causes causes) {
        Map<String, List<Target>> byCause = new LinkedHashMap<>();
        targets.stream().filter(Target::missed).forEach(target -> {
            String text = causes.of(target);
            byCause.computeIfAbsent(text == null ? UNKNOWN : text, cause -> new ArrayList<>())
                    .add(target);
        });
        return byCause.entrySet().stream()
                .map(entry -> table(entry.getValue()) + "\n" + entry.getKey() + "\n")
                .collect(Collectors.joining("\n"));
    }

    private static String table(List<Target> targets) {
        return targets.stream()
                .map(target -> "| %s | %s | %s |\n".formatted(target.name(), target.required(), target.measured()))
                .collect(Collectors.joining("", "| missed target | required | measured |\n|---|---|---|\n", ""));
    }
}
