package io.github.cacheconsistency.test.scenario;

import static io.github.cacheconsistency.test.oracle.Property.COMMIT_FRESH;
import static io.github.cacheconsistency.test.oracle.Property.CONVERGES;
import static io.github.cacheconsistency.test.oracle.Property.MONOTONIC;
import static io.github.cacheconsistency.test.oracle.Property.NO_DIRTY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cacheconsistency.test.oracle.Property;
import io.github.cacheconsistency.test.oracle.Violation;
import io.github.cacheconsistency.test.report.Expectation;
import io.github.cacheconsistency.test.report.Observation;
import io.github.cacheconsistency.test.report.VerdictRecord;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class VerdictTest {

    private static final Strategy LEASE = new Strategy("lease", Set.of(), Set.of());
    private static final Outcome HELD = outcome(1, "held");
    private static final Outcome BROKEN =
            outcome(2, "broken", new Violation(CONVERGES, 1, "the cache holds version 1"));

    @Test
    void whatMustHoldAndHoldsPasses() {
        assertThatCode(() -> verify(List.of(HELD), Set.of(), Set.of(CONVERGES))).doesNotThrowAnyException();
    }

    @Test
    void whatMustHoldAndBreaksFailsWithTheSequenceThatBrokeIt() {
        assertThatThrownBy(() -> verify(List.of(HELD, BROKEN), Set.of(), Set.of(CONVERGES)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("R01 with strategy 'lease'")
                .hasMessageContaining("CONVERGES must hold, but the cache holds version 1")
                .hasMessageContaining("the sequence of broken")
                .hasMessageNotContaining("the sequence of held");
    }

    @Test
    void whatMustBreakAndBreaksInOneVariantPasses() {
        assertThatCode(() -> verify(List.of(HELD, BROKEN), Set.of(CONVERGES), Set.of()))
                .doesNotThrowAnyException();
    }

    @Test
    void whatMustBreakAndHoldsFailsWithAllSequences() {
        assertThatThrownBy(() -> verify(List.of(HELD, BROKEN), Set.of(MONOTONIC), Set.of()))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("MONOTONIC is documented to break here, but it held")
                .hasMessageContaining("the sequence of broken")
                .hasMessageContaining("the sequence of held");
    }

    @Test
    void whatNobodyExpectsAnythingOfMayDoAnything() {
        assertThatCode(() -> verify(List.of(BROKEN), Set.of(), Set.of())).doesNotThrowAnyException();
    }

    @Test
    void partOfTheVariantsIsHeldToPromisesOnly() {
        assertThatCode(() -> verdict(List.of(HELD), Set.of(MONOTONIC), Set.of()).verifyPromises())
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> verdict(List.of(BROKEN), Set.of(MONOTONIC), Set.of(CONVERGES))
                        .verifyPromises())
                .hasMessageContaining("CONVERGES must hold")
                .hasMessageContaining("-Drace.replay=R01:lease:2");
    }

    @Test
    void isPutDownForEachPropertyThatAVariantIsAbout() {
        Outcome aboutOne =
                new Outcome("about one", id(3), Set.of(CONVERGES), List.of(), "the sequence", Optional.empty());
        Map<Property, VerdictRecord> recorded =
                recorded(verdict(List.of(BROKEN, aboutOne), Set.of(CONVERGES, MONOTONIC), Set.of(COMMIT_FRESH)));
        assertThat(recorded.get(CONVERGES))
                .isEqualTo(new VerdictRecord(
                        "R01",
                        "lease",
                        "subject",
                        CONVERGES,
                        Expectation.BROKEN,
                        Observation.BROKEN,
                        2,
                        false,
                        "R01:lease:2"));
        assertThat(recorded.get(MONOTONIC))
                .isEqualTo(new VerdictRecord(
                        "R01", "lease", "subject", MONOTONIC, Expectation.BROKEN, Observation.HOLDS, 1, false, ""));
        assertThat(recorded.get(COMMIT_FRESH).expected()).isEqualTo(Expectation.HOLDS);
        assertThat(recorded.get(NO_DIRTY).expected()).isEqualTo(Expectation.EITHER);
        assertThat(recorded(verdict(List.of(aboutOne), Set.of(MONOTONIC), Set.of(COMMIT_FRESH))))
                .containsOnlyKeys(CONVERGES, MONOTONIC);
    }

    private static Map<Property, VerdictRecord> recorded(Verdict verdict) {
        Map<Property, VerdictRecord> recorded = new EnumMap<>(Property.class);
        verdict.recordTo((found, picture) -> recorded.put(found.property(), found), "subject");
        return recorded;
    }

    private static void verify(List<Outcome> outcomes, Set<Property> mustBreak, Set<Property> mustHold) {
        verdict(outcomes, mustBreak, mustHold).verify();
    }

    private static Verdict verdict(List<Outcome> outcomes, Set<Property> mustBreak, Set<Property> mustHold) {
        return new Verdict(new StaleFillAtExpiry(), LEASE, outcomes, mustBreak, mustHold);
    }

    private static Outcome outcome(int number, String name, Violation... violations) {
        return new Outcome(
                name,
                id(number),
                EnumSet.allOf(Property.class),
                List.of(violations),
                "the sequence of " + name,
                Optional.empty());
    }

    private static VariantId id(int number) {
        return new VariantId("R01", "lease", number);
    }
}
