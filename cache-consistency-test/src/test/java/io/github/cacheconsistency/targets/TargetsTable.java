package io.github.cacheconsistency.targets;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The table in Markdown: the target, the measurement, and whether the target is met.
 *
 * @param measurements in the order in which they were made; rows of one target keep it
 */
record TargetsTable(List<Measurement> measurements) {

    TargetsTable {
        measurements = List.copyOf(measurements);
    }

    String markdown() {
        String rows = Arrays.stream(Target.values()).map(this::rows).collect(Collectors.joining());
        return "| target | measured | met |\n|---|---|---|\n" + rows;
    }

    /** Targets without a measurement. */
    List<Target> missing() {
        return Arrays.stream(Target.values())
                .filter(target -> of(target).isEmpty())
                .toList();
    }

    private String rows(Target target) {
        List<Measurement> rows = of(target);
        if (rows.isEmpty()) {
            return row(target.words(), "not measured in this run", "");
        }
        StringBuilder text = new StringBuilder();
        for (Measurement row : rows) {
            text.append(row(text.isEmpty() ? target.words() : "", row.measured(), row.met() ? "yes" : "**no**"));
        }
        return text.toString();
    }

    private List<Measurement> of(Target target) {
        return measurements.stream().filter(row -> row.target() == target).toList();
    }

    private static String row(String target, String measured, String met) {
        return "| %s | %s | %s |\n".formatted(target, measured, met);
    }
}
