package io.github.cacheconsistency.test.scenario;

import static io.github.cacheconsistency.test.oracle.Property.COMMIT_FRESH;
import static io.github.cacheconsistency.test.oracle.Property.CONVERGES;
import static io.github.cacheconsistency.test.oracle.Property.MONOTONIC;
import static io.github.cacheconsistency.test.oracle.Property.NO_DIRTY;
import static io.github.cacheconsistency.test.oracle.Property.NO_STALE_AFTER_ACK;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cacheconsistency.test.oracle.Property;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpectedVerdictsTest {

    /** The scenarios without faults, which are in the verdict table of the documentation. */
    private static final List<String> WITHOUT_FAULTS =
            List.of("R01", "R02", "R03", "R04", "R05", "R06", "R07", "R10", "R12", "R19");

    @ParameterizedTest
    @CsvSource({
        "cache-aside,           CONVERGES NO_STALE_AFTER_ACK MONOTONIC COMMIT_FRESH",
        "delayed-double-delete, CONVERGES NO_STALE_AFTER_ACK MONOTONIC COMMIT_FRESH",
        "versioned-write,       MONOTONIC COMMIT_FRESH",
        "lease,                 MONOTONIC COMMIT_FRESH",
        "row-lock-lease,        "
    })
    void theScenariosWithoutFaultsMakeUpTheVerdictTable(String strategy, @Nullable String broken) {
        Set<Property> expected = broken == null
                ? Set.of()
                : Arrays.stream(broken.split(" ")).map(Property::valueOf).collect(Collectors.toSet());
        Set<Property> table = WITHOUT_FAULTS.stream()
                .flatMap(scenario -> ExpectedVerdicts.broken(scenario, strategy, Set.of()).orElse(Set.of()).stream())
                .collect(Collectors.toSet());
        assertThat(table).isEqualTo(expected);
    }

    @Test
    void noScenarioBreaksWhatAStrongStrategyWithAllSafeguardsPromises() {
        Set<Safeguard> all = EnumSet.allOf(Safeguard.class);
        for (String scenario : ExpectedVerdicts.scenarios()) {
            assertThat(ExpectedVerdicts.broken(scenario, "row-lock-lease", all))
                    .as("%s with row-lock-lease", scenario)
                    .hasValue(Set.of());
            // If one node cannot invalidate after its commit, other nodes see the change after the relay has
            // invalidated.
            Set<Property> gap = scenario.startsWith("R14 on two nodes")
                    ? Set.of(NO_STALE_AFTER_ACK, MONOTONIC, COMMIT_FRESH)
                    : Set.of(MONOTONIC, COMMIT_FRESH);
            for (String strategy : List.of("versioned-write", "lease")) {
                assertThat(ExpectedVerdicts.broken(scenario, strategy, all).orElseThrow())
                        .as("%s with %s", scenario, strategy)
                        .isSubsetOf(gap);
            }
        }
    }

    @Test
    void withoutASafeguardTheFaultItMendsShows() {
        Strategy lease = new Strategy("lease", Set.of(CONVERGES, NO_STALE_AFTER_ACK), Set.of());
        assertThat(lease.mustBreakIn(new WriterDies())).contains(CONVERGES);
        assertThat(lease.mustBreakIn(new RedisRestarts())).contains(CONVERGES, NO_STALE_AFTER_ACK);
        Strategy safe = new Strategy("lease", lease.guarantees(), EnumSet.allOf(Safeguard.class));
        assertThat(safe.mustHoldIn(new WriterDies())).contains(CONVERGES);
        assertThat(safe.mustHoldIn(new RedisRestarts())).contains(CONVERGES, NO_STALE_AFTER_ACK);
    }

    @Test
    void aStrategyOfAUserIsHeldToWhatItPromises() {
        Strategy strategy = new Strategy("of-a-user", Set.of(CONVERGES, NO_STALE_AFTER_ACK), Set.of());
        StaleFillAtExpiry scenario = new StaleFillAtExpiry();
        assertThat(strategy.mustHoldIn(scenario)).containsExactlyInAnyOrder(CONVERGES, NO_STALE_AFTER_ACK);
        assertThat(strategy.mustBreakIn(scenario)).isEmpty();
    }

    @Test
    void aStrategyOfAUserIsNotHeldToWhatNeedsASafeguardThatItLacks() {
        Set<Property> promises = Set.of(CONVERGES, NO_DIRTY);
        Strategy alone = new Strategy("of-a-user", promises, Set.of(Safeguard.FAILOVER_WATCH));
        assertThat(alone.mustHoldIn(new WriterDies())).containsExactly(NO_DIRTY);
        assertThat(alone.mustHoldIn(new RedisRestarts())).isEqualTo(promises);
    }
}
