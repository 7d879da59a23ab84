package io.github.cacheconsistency.test.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReplayCommandTest {

    @Test
    void canBePastedIntoAShell() {
        assertThat(ReplayCommand.of("PointsRaces#R01_staleFillAtExpiry", "R01:lease:1"))
                .isEqualTo("mvn test -Dtest=PointsRaces#R01_staleFillAtExpiry -Drace.replay=R01:lease:1");
        assertThat(ReplayCommand.of("PointsRaces$Lease#R01", "R01:it's:1"))
                .isEqualTo("mvn test '-Dtest=PointsRaces$Lease#R01' '-Drace.replay=R01:it'\\''s:1'");
    }
}
