package io.github.cacheconsistency.targets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The page contains all targets. Its numbers are those of the run that wrote it. */
class TargetsPageTest {

    @Test
    void namesEachTarget() throws IOException {
        String table = TargetsPage.PART.read();

        for (Target target : Target.values()) {
            assertThat(table)
                    .as("the table in docs/evidence/race-targets.md; its first section says how it is written")
                    .contains("| " + target.words() + " | ");
        }
    }
}
