package io.github.cacheconsistency.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CausesTest {

    private static final Causes CAUSES = Causes.parse("""
            How to write them.

            ## first
            ## second

            Because of that.
            And of this.

            ## third
            Nobody knows.
            """);

    @Test
    void headingsThatFollowEachOtherShareTheText() {
        assertThat(CAUSES.names()).containsExactlyInAnyOrder("first", "second", "third");
        assertThat(CAUSES.of(target("first", Verdict.MISSED))).isEqualTo("Because of that.\nAnd of this.");
        assertThat(CAUSES.of(target("second", Verdict.MISSED))).isEqualTo("Because of that.\nAnd of this.");
        assertThat(CAUSES.of(target("third", Verdict.MISSED))).isEqualTo("Nobody knows.");
        assertThat(CAUSES.of(target("fourth", Verdict.MISSED))).isNull();
    }

    @Test
    void onlyMissedTargetsAreExplained() {
        String missed = MissedTargets.of(
                List.of(
                        target("first", Verdict.MET),
                        target("third", Verdict.MISSED),
                        target("fourth", Verdict.MISSED),
                        target("second", Verdict.NOT_JUDGED)),
                CAUSES);

        assertThat(missed)
                .doesNotContain("Because of that")
                .contains("| third | at least 0.95 | 0.90 |\n\nNobody knows.\n")
                .contains("| fourth | at least 0.95 | 0.90 |\n\n*The cause is not known yet.*\n");
    }

    @Test
    void eachCauseIsWrittenOnce() {
        String missed =
                MissedTargets.of(List.of(target("first", Verdict.MISSED), target("second", Verdict.MISSED)), CAUSES);

        assertThat(missed)
                .containsOnlyOnce("Because of that.")
                .contains("| first | at least 0.95 | 0.90 |\n| second | at least 0.95 | 0.90 |\n");
    }

    private static Target target(String name, Verdict verdict) {
        return new Target(name, "at least 0.95", "0.90", verdict);
    }
}
