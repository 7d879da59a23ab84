package io.github.cacheconsistency.test.scenario;

import io.github.cacheconsistency.test.explore.Counterexample;
import io.github.cacheconsistency.test.explore.Exploration;
import io.github.cacheconsistency.test.oracle.Property;
import io.github.cacheconsistency.test.oracle.Violation;
import io.github.cacheconsistency.test.report.Observation;
import io.github.cacheconsistency.test.report.Orders;
import io.github.cacheconsistency.test.report.Sequence;
import io.github.cacheconsistency.test.report.VerdictRecord;
import io.github.cacheconsistency.test.report.VerdictRecorder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The result of the exploration of a scenario, with the expected verdicts. */
public final class ExploredVerdict {

    private final ExploredScenario scenario;
    private final Strategy strategy;
    private final Exploration found;
    private final Map<String, Sequence> pictures;
    private final Expected expected;

    /**
     * @param pictures the pictures of the counterexamples, by replay id
     * @param expected the expected verdicts of this scenario under this strategy
     */
    ExploredVerdict(
            ExploredScenario scenario,
            Strategy strategy,
            Exploration found,
            Map<String, Sequence> pictures,
            Expected expected) {
        this.scenario = scenario;
        this.strategy = strategy;
        this.found = found;
        this.pictures = Map.copyOf(pictures);
        this.expected = expected;
    }

    /** Records a verdict for each property. */
    public void recordTo(VerdictRecorder recorder, String subject) {
        recorder.describe(scenario.id(), Orders.EXPLORED, scenario.story());
        for (Property property : Property.values()) {
            Optional<Counterexample> counterexample = counterexample(property);
            String replayId =
                    counterexample.map(example -> example.replayId().toString()).orElse("");
            recorder.record(
                    new VerdictRecord(
                            scenario.id(),
                            strategy.name(),
                            subject,
                            property,
                            expected.of(property),
                            counterexample.isPresent() ? Observation.BROKEN : Observation.HOLDS,
                            found.schedules(),
                            found.exhausted(),
                            replayId,
                            Orders.EXPLORED),
                    Optional.ofNullable(pictures.get(replayId)));
        }
    }

    /**
     * Compares the result with the expected verdicts.
     *
     * @param replayCommand runs the schedule of a replay id again
     * @throws AssertionError if a promised property was broken, with the counterexample, or if a documented gap was not
     * found
     */
    public void verify(UnaryOperator<String> replayCommand) {
        List<String> problems = new ArrayList<>();
        for (Property property : Property.values()) {
            Optional<Counterexample> counterexample = counterexample(property);
            if (expected.mustHold().contains(property)) {
                counterexample.ifPresent(example -> problems.add(brokenPromise(property, example, replayCommand)));
            } else if (expected.mustBreak().contains(property) && counterexample.isEmpty()) {
                problems.add(missingGap(property));
            }
        }
        if (!problems.isEmpty()) {
            throw new AssertionError("%s with strategy '%s', every interleaving: %s%n%n%s"
                    .formatted(scenario.id(), strategy.name(), scenario.story(), String.join("\n", problems)));
        }
    }

    /** The result in one line. */
    public String summary() {
        List<String> broken = new ArrayList<>();
        for (Property property : Property.values()) {
            counterexample(property)
                    .ifPresent(example -> broken.add("%s (schedule %,d, %d ms, %s, %s)"
                            .formatted(
                                    property,
                                    example.foundAtSchedule(),
                                    example.foundAfter().toMillis(),
                                    preemptions(example.preemptions()),
                                    example.replayId())));
        }
        return "%s, '%s', every interleaving: %s in %,d ms; broken: %s"
                .formatted(
                        scenario.id(),
                        strategy.name(),
                        extent(),
                        found.wallTime().toMillis(),
                        broken.isEmpty() ? "nothing" : String.join(", ", broken));
    }

    private Optional<Counterexample> counterexample(Property property) {
        return Optional.ofNullable(found.counterexamples().get(property));
    }

    private String extent() {
        String bound = found.completedBound() < 0
                ? "not even all without preemption"
                : "all with at most " + preemptions(found.completedBound());
        return "%,d schedules, %s".formatted(found.schedules(), found.exhausted() ? "exhausted" : bound);
    }

    /** The number with its noun. */
    static String preemptions(int number) {
        return number == 1 ? "1 preemption" : number + " preemptions";
    }

    private String brokenPromise(Property property, Counterexample example, UnaryOperator<String> replayCommand) {
        String explanation = example.violations().stream()
                .filter(violation -> violation.property() == property)
                .findFirst()
                .map(Violation::explanation)
                .orElse("it was broken");
        return "%s must hold, but %s.%nFound in schedule %,d, after %d ms; the simplest has %s, and %d steps:%n%s%nAgain: %s%n"
                .formatted(
                        property,
                        explanation,
                        example.foundAtSchedule(),
                        example.foundAfter().toMillis(),
                        preemptions(example.preemptions()),
                        example.schedule().size(),
                        example.picture(),
                        replayCommand.apply(example.replayId().toString()));
    }

    private String missingGap(Property property) {
        return ("%s is documented to break here, but it held in %s. If that is an improvement, change the expected verdicts "
                        + "and the documentation; if not, the scenario no longer reaches the code it is about%s.")
                .formatted(property, extent(), found.exhausted() ? "" : ", or the budget is too small");
    }
}
