package io.github.cacheconsistency.test.scenario;

import static io.github.cacheconsistency.test.oracle.Property.COMMIT_FRESH;
import static io.github.cacheconsistency.test.oracle.Property.CONVERGES;
import static io.github.cacheconsistency.test.oracle.Property.MONOTONIC;
import static io.github.cacheconsistency.test.oracle.Property.NO_DIRTY;
import static io.github.cacheconsistency.test.oracle.Property.NO_STALE_AFTER_ACK;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cacheconsistency.test.oracle.Property;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ExploredVerdictsTest {

    private static final Set<Property> PROMISED_WITH_A_GAP = Set.of(CONVERGES, NO_STALE_AFTER_ACK, NO_DIRTY);

    @Test
    void eachExploredScenarioHasARow() {
        assertThat(ExploredVerdicts.scenarios())
                .containsAll(ExploredScenarios.all().stream()
                        .map(ExploredScenario::id)
                        .toList());
    }

    @Test
    void theDocumentationHasTheSameTable() throws Exception {
        String page = Files.readString(Path.of("..", "docs", "races", "reference.md"));
        String section = page.substring(page.indexOf("## Expected verdicts of explorations"));
        for (String scenario : ExploredVerdicts.scenarios()) {
            String row = section.lines()
                    .filter(line -> line.startsWith("| " + scenario + " |"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("No row for " + scenario));
            List<String> cells = Arrays.stream(row.split("\\|"))
                    .skip(2)
                    .map(cell -> cell.replaceAll("[ .]", ""))
                    .toList();
            assertThat(cells).as(scenario).isEqualTo(ExploredVerdicts.row(scenario));
        }
    }

    @Test
    void withAllSafeguardsAStrategyIsHeldToAllItPromises() {
        Set<Safeguard> all = EnumSet.allOf(Safeguard.class);
        for (ExploredScenario scenario : ExploredScenarios.all()) {
            Set<Property> everything = EnumSet.allOf(Property.class);
            assertThat(expected(scenario.id(), "row-lock-lease", all).mustHold())
                    .as(scenario.id())
                    .isEqualTo(everything);
            for (String strategy : List.of("lease", "versioned-write")) {
                assertThat(expected(scenario.id(), strategy, all).mustHold())
                        .as("%s with %s", scenario.id(), strategy)
                        .containsAll(PROMISED_WITH_A_GAP);
            }
        }
    }

    @Test
    void whatIsInCapitalsMustBreakWhatIsSmallMayAndTheRestMustHold() {
        Expected lease = expected("R01", "lease", Set.of());
        assertThat(lease.mustBreak()).containsExactly(COMMIT_FRESH);
        assertThat(lease.mustHold()).containsExactlyInAnyOrderElementsOf(PROMISED_WITH_A_GAP);
        assertThat(lease.mustBreak()).doesNotContain(MONOTONIC);
        assertThat(lease.mustHold()).doesNotContain(MONOTONIC);
    }

    @Test
    void aDeadWritersInvalidationIsLostWithoutTheOutbox() {
        assertThat(expected("R13", "lease", Set.of()).mustBreak()).contains(CONVERGES);
        assertThat(expected("R13", "lease", Set.of(Safeguard.OUTBOX)).mustHold())
                .contains(CONVERGES);
    }

    @Test
    void anUnguardedCachePromisesNothing() {
        assertThat(ExploredVerdicts.expected("R01", Strategy.UNGUARDED).mustHold())
                .isEmpty();
        assertThat(ExploredVerdicts.expected("R01", Strategy.UNGUARDED).mustBreak())
                .contains(CONVERGES);
    }

    @Test
    void aStrategyOfAUserIsHeldToWhatItPromisesUnlessItLacksASafeguard() {
        Strategy alone = new Strategy("of-a-user", Set.of(CONVERGES, NO_DIRTY), Set.of());
        assertThat(ExploredVerdicts.expected("R01", alone).mustHold()).containsExactlyInAnyOrder(CONVERGES, NO_DIRTY);
        assertThat(ExploredVerdicts.expected("R01", alone).mustBreak()).isEmpty();
        assertThat(ExploredVerdicts.expected("R13", alone).mustHold()).containsExactly(NO_DIRTY);
    }

    private static Expected expected(String scenario, String strategy, Set<Safeguard> safeguards) {
        return ExploredVerdicts.expected(scenario, new Strategy(strategy, Set.of(), safeguards));
    }
}
