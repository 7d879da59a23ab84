package io.github.cacheconsistency.test.scenario;

import static io.github.cacheconsistency.test.oracle.Property.CONVERGES;
import static io.github.cacheconsistency.test.oracle.Property.MONOTONIC;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cacheconsistency.test.oracle.Property;
import io.github.cacheconsistency.test.oracle.Violation;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class VerdictTest {

    private static final Outcome HELD = new Outcome("held", List.of(), "the sequence of held");
    private static final Outcome BROKEN = new Outcome(
            "broken", List.of(new Violation(CONVERGES, 1, "the cache holds version 1")), "the sequence of broken");

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

    private static void verify(List<Outcome> outcomes, Set<Property> mustBreak, Set<Property> mustHold) {
        new Verdict(new StaleFillAtExpiry(), "lease", outcomes, mustBreak, mustHold).verify();
    }
}
