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
        StringBuilder page = new StringBuilder();

        TargetsSection.append(
                page,
                List.of(
                        target("first", Verdict.MET),
                        target("third", Verdict.MISSED),
                        target("fourth", Verdict.MISSED),
                        target("second", Verdict.NOT_JUDGED)),
                CAUSES);

        assertThat(page)
                .doesNotContain("Because of that")
                .contains("**third: 0.90, required at least 0.95.** Nobody knows.")
                .contains("**fourth: 0.90, required at least 0.95.** *The cause is not known yet.*");
    }

    private static Target target(String name, Verdict verdict) {
        return new Target(name, "at least 0.95", "0.90", verdict);
    }
}
