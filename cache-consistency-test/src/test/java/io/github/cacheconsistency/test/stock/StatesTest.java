package io.github.cacheconsistency.test.stock;

import io.github.cacheconsistency.test.program.RaceProgram;
import io.github.cacheconsistency.test.program.RaceScope;
import io.github.cacheconsistency.test.program.StatesAgree;
import io.github.cacheconsistency.test.program.Target;
import io.github.cacheconsistency.test.program.Writing;
import io.github.cacheconsistency.test.scenario.ExploredScenarios;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pruning equal states loses nothing: searches with and without states agree. */
@Tag("full")
class StatesTest {

    @Test
    void searchesOfCacheAsideAgree() {
        agree("cache-aside", List.of(RaceScope.of(2, 1), RaceScope.of(2, 0).withExpiries(1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"delayed-double-delete", "row-lock-lease"})
    void searchesWhereTimePassesAgree(String strategy) {
        agree(strategy, List.of(RaceScope.of(1, 1).withDeadlines(1)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"unguarded", "cache-aside", "delayed-double-delete", "versioned-write", "lease", "row-lock-lease"
            })
    @Tag("measure")
    void searchesOfLargerScopesAgree(String strategy) {
        agree(
                strategy,
                List.of(
                        RaceScope.of(1, 2),
                        RaceScope.of(2, 1),
                        RaceScope.of(1, 1).withCachedAtStart().withExpiries(1),
                        RaceScope.of(1, 0)
                                .withReader(Target.FIRST, Target.FIRST)
                                .withEvictions(1),
                        RaceScope.of(0, 1).withReader(Target.FIRST, Target.FIRST),
                        RaceScope.of(1, 1).withTimePassing(Duration.ofSeconds(11)),
                        ExploredScenarios.ROLLBACK.scope(),
                        ExploredScenarios.NULL_AND_INSERT.scope(),
                        ExploredScenarios.TWO_KEYS.scope(),
                        RaceScope.of(1, 0).withWriter(Writing.WRITE_AND_CLEAR)));
    }

    /** Exhausts the largest scope, which takes minutes. */
    @Test
    @Tag("measure")
    void nothingIsSampledOfCrossedWritersThatWasNotExplored() {
        nothingIsSampledThatWasNotExplored("row-lock-lease", ExploredScenarios.CROSSED_WRITERS.scope());
    }

    @Test
    void nothingIsSampledOfAStaleFillThatWasNotExplored() {
        nothingIsSampledThatWasNotExplored("lease", ExploredScenarios.STALE_FILL_AT_EXPIRY.scope());
    }

    private static void nothingIsSampledThatWasNotExplored(String strategy, RaceScope scope) {
        try (ExploredPoints points = ExploredPoints.guardedBy(strategy);
                RaceProgram program = points.program(scope)) {
            new StatesAgree(strategy).withSamplesOf(program, 3_000);
        }
    }

    private static void agree(String strategy, List<RaceScope> scopes) {
        try (ExploredPoints points = ExploredPoints.guardedBy(strategy)) {
            for (RaceScope scope : scopes) {
                try (RaceProgram program = points.program(scope)) {
                    new StatesAgree(strategy + " " + scope).in(program);
                }
            }
        }
    }
}
