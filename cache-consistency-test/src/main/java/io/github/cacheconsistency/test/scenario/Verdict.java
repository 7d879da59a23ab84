package io.github.cacheconsistency.test.scenario;

import io.github.cacheconsistency.test.oracle.Property;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What a scenario showed, against what was expected of it. */
public final class Verdict {

    private final Scenario scenario;
    private final String strategy;
    private final List<Outcome> outcomes;
    private final Set<Property> mustBreak;
    private final Set<Property> mustHold;

    /**
     * @param mustBreak the properties that some variant must have broken
     * @param mustHold the properties that no variant may have broken
     */
    public Verdict(
            Scenario scenario,
            String strategy,
            List<Outcome> outcomes,
            Set<Property> mustBreak,
            Set<Property> mustHold) {
        this.scenario = scenario;
        this.strategy = strategy;
        this.outcomes = List.copyOf(outcomes);
        this.mustBreak = Set.copyOf(mustBreak);
        this.mustHold = Set.copyOf(mustHold);
    }

    /** @throws AssertionError if what happened is not what was expected; the message shows the race */
    public void verify() {
        Set<Property> broken = outcomes.stream()
                .flatMap(outcome -> outcome.violations().stream())
                .map(violation -> violation.property())
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Property.class)));
        List<String> problems = new ArrayList<>();
        for (Property property : Property.values()) {
            if (mustHold.contains(property) && broken.contains(property)) {
                problems.add(brokenPromise(property));
            }
            if (mustBreak.contains(property) && !broken.contains(property)) {
                problems.add(missingGap(property));
            }
        }
        if (!problems.isEmpty()) {
            throw new AssertionError("%s with strategy '%s': %s%n%n%s"
                    .formatted(scenario.id(), strategy, scenario.story(), String.join("\n", problems)));
        }
    }

    private String brokenPromise(Property property) {
        Outcome first = outcomes.stream()
                .filter(outcome -> outcome.violations().stream().anyMatch(v -> v.property() == property))
                .findFirst()
                .orElseThrow();
        String explanation = first.violations().stream()
                .filter(violation -> violation.property() == property)
                .findFirst()
                .orElseThrow()
                .explanation();
        return "%s must hold, but %s.%nVariant: %s%n%s"
                .formatted(property, explanation, first.variant(), first.sequence());
    }

    private String missingGap(Property property) {
        return ("%s is documented to break here, but it held. If that is an improvement, change the expected verdicts and the "
                        + "documentation; if not, the scenario no longer reaches the code it is about.%n%s")
                .formatted(
                        property,
                        outcomes.stream()
                                .map(outcome -> "Variant: " + outcome.variant() + "\n" + outcome.sequence())
                                .collect(Collectors.joining("\n")));
    }
}
