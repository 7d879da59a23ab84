package io.github.cacheconsistency.test.scenario;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The replay id of a forced order of steps: {@code R01:lease:2} is the second variant of R01 under {@code lease}.
 *
 * @param scenario the scenario's number, without blanks
 * @param variant the number of the variant, from 1, in the order in which the scenario runs them
 */
public record VariantId(String scenario, String strategy, int variant) {

    private static final Pattern FORM = Pattern.compile("([^:]+):(.+):([0-9]{1,6})");

    public VariantId {
        // Ids are pasted into shells, so they must not contain blanks.
        scenario = scenario.replace(' ', '-');
    }

    /** Parses the result of {@link #toString}; empty if {@code id} has another form. */
    public static Optional<VariantId> parse(String id) {
        Matcher matcher = FORM.matcher(id);
        return matcher.matches()
                ? Optional.of(new VariantId(matcher.group(1), matcher.group(2), Integer.parseInt(matcher.group(3))))
                : Optional.empty();
    }

    /** Whether this is a variant of {@code scenario} under {@code strategy}. */
    public boolean isOf(Scenario scenario, Strategy strategy) {
        return equals(new VariantId(scenario.id(), strategy.name(), variant));
    }

    @Override
    public String toString() {
        return scenario + ":" + strategy + ":" + variant;
    }
}
