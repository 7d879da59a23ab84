package io.github.cacheconsistency.peers;

import io.github.cacheconsistency.test.explore.Counterexample;
import io.github.cacheconsistency.test.explore.Exploration;
import io.github.cacheconsistency.test.oracle.Property;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The result of exploring a scenario on a subject, as a line of the table.
 *
 * @param found the cells after those of the subject and the scenario
 */
record ExploredRow(String subject, String scenario, String found) {

    private static final int LONGEST = 140;
    private static final Pattern UNIQUE = Pattern.compile("[0-9a-f]+(-[0-9a-f]+){4}");

    static final String HEAD = """
            | cache | scenario | broken: in schedule, after | schedules | exhausted | runs that leave a wrong value |
            |---|---|---|---|---|---|
            """;

    static ExploredRow of(String subject, String scenario, Exploration found) {
        List<String> broken = new ArrayList<>();
        for (Property property : Property.values()) {
            if (found.broken().contains(property)) {
                Counterexample example = found.counterexamples().get(property);
                broken.add("%s: %,d, %d ms"
                        .formatted(
                                Mark.broken(property).letter(),
                                example.foundAtSchedule(),
                                example.foundAfter().toMillis()));
            }
        }
        return new ExploredRow(
                subject,
                scenario,
                String.format(
                        Locale.ROOT,
                        "%s | %,d in %.1f s | %s | %s",
                        broken.isEmpty() ? "nothing" : String.join("; ", broken),
                        found.schedules(),
                        found.wallTime().toMillis() / 1e3,
                        found.exhausted() ? "yes" : "no",
                        "%,d of %,d"
                                .formatted(found.breaking().getOrDefault(Property.CONVERGES, 0L), found.complete())));
    }

    static ExploredRow unexplored(String subject, String scenario, String why) {
        String line = UNIQUE.matcher(why.lines().findFirst().orElse("")).replaceAll("..");
        String words = line.length() <= LONGEST ? line : line.substring(0, LONGEST) + " ..";
        return new ExploredRow(subject, scenario, "not explored: " + words + " | | | ");
    }

    String markdown() {
        return begin(subject, scenario) + found + " |\n";
    }

    /** Returns the start of the line for that subject and scenario. */
    static String begin(String subject, String scenario) {
        return "| `%s` | %s | ".formatted(subject, scenario);
    }
}
