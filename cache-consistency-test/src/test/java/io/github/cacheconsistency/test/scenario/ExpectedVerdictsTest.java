package io.github.cacheconsistency.test.scenario;

import static io.github.cacheconsistency.test.oracle.Property.COMMIT_FRESH;
import static io.github.cacheconsistency.test.oracle.Property.CONVERGES;
import static io.github.cacheconsistency.test.oracle.Property.MONOTONIC;
import static io.github.cacheconsistency.test.oracle.Property.NO_STALE_AFTER_ACK;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cacheconsistency.test.oracle.Property;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpectedVerdictsTest {

    /** The scenarios without faults, which the verdict table of the documentation is about. */
    private static final List<String> WITHOUT_FAULTS =
            List.of("R01", "R02", "R03", "R04", "R05", "R06", "R07", "R10", "R12", "R19");

    @ParameterizedTest
    @CsvSource({
        "cache-aside,           CONVERGES NO_STALE_AFTER_ACK MONOTONIC COMMIT_FRESH",
        "delayed-double-delete, CONVERGES NO_STALE_AFTER_ACK MONOTONIC COMMIT_FRESH",
        "versioned-write,       MONOTONIC COMMIT_FRESH",
        "lease,                 MONOTONIC COMMIT_FRESH"
    })
    void theScenariosWithoutFaultsMakeUpTheVerdictTable(String strategy, String broken) {
        Set<Property> expected =
                Arrays.stream(broken.split(" ")).map(Property::valueOf).collect(Collectors.toSet());
        Set<Property> table = WITHOUT_FAULTS.stream()
                .flatMap(scenario -> ExpectedVerdicts.broken(scenario, strategy).orElse(Set.of()).stream())
                .collect(Collectors.toSet());
        assertThat(table).isEqualTo(expected);
    }

    @Test
    void noScenarioBreaksWhatAStrongStrategyPromises() {
        for (String scenario : ExpectedVerdicts.scenarios()) {
            for (String strategy : List.of("versioned-write", "lease")) {
                assertThat(ExpectedVerdicts.broken(scenario, strategy))
                        .as("%s with %s", scenario, strategy)
                        .hasValueSatisfying(broken -> assertThat(broken).isSubsetOf(MONOTONIC, COMMIT_FRESH));
            }
        }
    }

    @Test
    void aStrategyOfAUserIsHeldToWhatItPromises() {
        Strategy strategy = new Strategy("of-a-user", Set.of(CONVERGES, NO_STALE_AFTER_ACK));
        StaleFillAtExpiry scenario = new StaleFillAtExpiry();
        assertThat(strategy.mustHoldIn(scenario)).containsExactlyInAnyOrder(CONVERGES, NO_STALE_AFTER_ACK);
        assertThat(strategy.mustBreakIn(scenario)).isEmpty();
    }
}
