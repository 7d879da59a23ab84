package io.github.cacheconsistency.test.scenario;

import io.github.cacheconsistency.test.oracle.Property;
import io.github.cacheconsistency.test.report.Expectation;
import io.github.cacheconsistency.test.report.Observation;
import io.github.cacheconsistency.test.report.VerdictRecord;
import io.github.cacheconsistency.test.report.VerdictRecorder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The result of a scenario, with the expected verdicts. */
public final class Verdict {

    private final Scenario scenario;
    private final Strategy strategy;
    private final List<Outcome> outcomes;
    private final Set<Property> mustBreak;
    private final Set<Property> mustHold;

    /**
     * Expects some variant to break each documented gap of {@code strategy}, and no variant to break another property.
     */
    public Verdict(Scenario scenario, Strategy strategy, List<Outcome> outcomes) {
        this(scenario, strategy, outcomes, strategy.mustBreakIn(scenario), strategy.mustHoldIn(scenario));
    }

    /**
     * @param mustBreak the properties that some variant must have broken
     * @param mustHold the properties that no variant may have broken
     */
    Verdict(
            Scenario scenario,
            Strategy strategy,
            List<Outcome> outcomes,
            Set<Property> mustBreak,
            Set<Property> mustHold) {
        this.scenario = scenario;
        this.strategy = strategy;
        this.outcomes = List.copyOf(outcomes);
        this.mustBreak = Set.copyOf(mustBreak);
        this.mustHold = Set.copyOf(mustHold);
    }

    /** Records a verdict for each property that some variant is about or that must be broken. */
    public void recordTo(VerdictRecorder recorder, String subject) {
        recorder.describe(scenario.id(), scenario.story());
        for (Property property : Property.values()) {
            long schedules = outcomes.stream()
                    .filter(outcome -> outcome.about().contains(property))
                    .count();
            if (schedules > 0 || mustBreak.contains(property)) {
                Optional<Outcome> breach = firstThatBroke(property);
                recorder.record(
                        new VerdictRecord(
                                scenario.id(),
                                strategy.name(),
                                subject,
                                property,
                                expected(property),
                                breach.isPresent() ? Observation.BROKEN : Observation.HOLDS,
                                schedules,
                                false,
                                breach.map(outcome -> outcome.id().toString()).orElse("")),
                        breach.flatMap(Outcome::picture));
            }
        }
    }

    /** @throws AssertionError if the result is not the expected one; the message contains the race */
    public void verify() {
        List<String> problems = brokenPromises();
        for (Property property : Property.values()) {
            if (mustBreak.contains(property) && firstThatBroke(property).isEmpty()) {
                problems.add(missingGap(property));
            }
        }
        fail(problems);
    }

    /**
     * As {@link #verify}, if only some variants were run: the documented gaps may be in other variants.
     *
     * @throws AssertionError if a promised property was broken; the message contains the race
     */
    public void verifyPromises() {
        fail(brokenPromises());
    }

    private void fail(List<String> problems) {
        if (!problems.isEmpty()) {
            throw new AssertionError("%s with strategy '%s': %s%n%n%s"
                    .formatted(scenario.id(), strategy.name(), scenario.story(), String.join("\n", problems)));
        }
    }

    private Expectation expected(Property property) {
        if (mustHold.contains(property)) {
            return Expectation.HOLDS;
        }
        return mustBreak.contains(property) ? Expectation.BROKEN : Expectation.EITHER;
    }

    private Optional<Outcome> firstThatBroke(Property property) {
        return outcomes.stream().filter(outcome -> outcome.broke(property)).findFirst();
    }

    private List<String> brokenPromises() {
        List<String> problems = new ArrayList<>();
        for (Property property : Property.values()) {
            if (mustHold.contains(property)) {
                firstThatBroke(property).ifPresent(outcome -> problems.add(brokenPromise(property, outcome)));
            }
        }
        return problems;
    }

    private static String brokenPromise(Property property, Outcome first) {
        String explanation = first.violations().stream()
                .filter(violation -> violation.property() == property)
                .findFirst()
                .orElseThrow()
                .explanation();
        return "%s must hold, but %s.%nVariant: %s (again with -Drace.replay=%s)%n%s"
                .formatted(property, explanation, first.variant(), first.id(), first.sequence());
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
