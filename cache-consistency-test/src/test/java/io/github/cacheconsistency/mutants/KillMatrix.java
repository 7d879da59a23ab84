package io.github.cacheconsistency.mutants;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The matrix of mutants and the scenarios that kill them, as in {@code docs/evidence/mutants.md}.
 *
 * @param killers the ids of scenarios, by mutant, both in order
 */
record KillMatrix(Map<String, List<String>> killers) {

    private static final Pattern ROW = Pattern.compile("\\| ([^|]+) \\| [^|]+ \\| ([^|]+) \\| ([^|]+) \\|");

    KillMatrix {
        killers = Map.copyOf(killers);
    }

    /** The scenarios that kill {@code mutant}; empty if the matrix does not contain it. */
    List<String> of(Mutant mutant) {
        return killers.getOrDefault(key(mutant.name(), mutant.guarded().toString()), List.of());
    }

    /** Parses the page that {@link #page()} wrote. */
    static KillMatrix read(String page) {
        Map<String, List<String>> killers = new LinkedHashMap<>();
        for (Matcher row = ROW.matcher(page); row.find(); ) {
            killers.put(key(row.group(1), row.group(2)), List.of(row.group(3).split(" ")));
        }
        return new KillMatrix(killers);
    }

    static String key(String name, String guarded) {
        return name + " in " + guarded;
    }

    /** The page: this matrix, and all descriptions of the mutants. */
    String page() {
        List<String> lines = new ArrayList<>(List.of(MutantsPage.INTRODUCTION
                .formatted(
                        Mutants.all().size(),
                        Scenarios.all().stream().map(scenario -> scenario.id()).collect(Collectors.joining(", ")))
                .strip()));
        lines.addAll(List.of("", "| Mutant | What is broken | Where | Killed by |", "|---|---|---|---|"));
        Mutants.all()
                .forEach(mutant -> lines.add("| %s | %s | %s | %s |"
                        .formatted(mutant.name(), mutant.broken(), mutant.guarded(), String.join(" ", of(mutant)))));
        lines.addAll(List.of("", MutantsPage.SURVIVORS.strip(), ""));
        lines.addAll(List.of("| Mutant | What is broken | Where | Why it survives |", "|---|---|---|---|"));
        Survivor.all()
                .forEach(survivor -> lines.add("| %s | %s | %s | %s%s |"
                        .formatted(
                                survivor.mutant().name(),
                                survivor.mutant().broken(),
                                survivor.mutant().guarded(),
                                survivor.equivalent() ? "Equivalent. " : "Not covered. ",
                                survivor.why())));
        return String.join("\n", lines) + "\n";
    }
}
