package io.github.cacheconsistency.test.explore;

import static io.github.cacheconsistency.test.oracle.Property.COMMIT_FRESH;
import static io.github.cacheconsistency.test.oracle.Property.CONVERGES;
import static io.github.cacheconsistency.test.oracle.Property.NO_STALE_AFTER_ACK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.cacheconsistency.test.explore.SleepSetSearch.Reduction;
import io.github.cacheconsistency.test.oracle.Property;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Explores two readers, two writers and an expiry exhaustively, on models of the strategies and of broken variants. */
@Tag("full")
class StrategyModelsTest {

    private static final ExplorationSettings SETTINGS =
            ExplorationSettings.defaults().withBudget(Duration.ofMinutes(5));

    static Stream<Arguments> strategies() {
        return Stream.of(
                arguments(
                        "cache-aside",
                        Strategies.of(Strategies::cacheAsideRead, Strategies::cacheAsideWrite),
                        Set.of(CONVERGES, NO_STALE_AFTER_ACK, COMMIT_FRESH)),
                arguments(
                        "delayed-double-delete",
                        Strategies.of(Strategies::cacheAsideRead, Strategies::doubleDeleteWrite),
                        Set.of(CONVERGES, NO_STALE_AFTER_ACK, COMMIT_FRESH)),
                arguments(
                        "lease",
                        Strategies.of(Strategies::leaseRead, Strategies::cacheAsideWrite),
                        Set.of(COMMIT_FRESH)),
                arguments(
                        "versioned-write",
                        Strategies.of(Strategies::leaseRead, Strategies::versionedWrite),
                        Set.of(COMMIT_FRESH)),
                arguments("row-lock-lease", Strategies.of(Strategies::rowLockRead, Strategies::rowLockWrite), Set.of()),
                arguments(
                        "probe before lease",
                        Strategies.of(Strategies::probeBeforeLeaseRead, Strategies::rowLockWrite),
                        Set.of(CONVERGES, NO_STALE_AFTER_ACK, COMMIT_FRESH)),
                arguments(
                        "invalidate before flush",
                        Strategies.of(Strategies::rowLockRead, Strategies::invalidateBeforeFlushWrite),
                        Set.of(CONVERGES, NO_STALE_AFTER_ACK, COMMIT_FRESH)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("strategies")
    void exhaustsTheScope(String name, Model model, Set<Property> broken) {
        Exploration exploration = new Explorer(SETTINGS, ProgressListener.silent()).explore(model);
        assertThat(exploration.exhausted()).isTrue();
        assertThat(exploration.broken()).containsExactlyInAnyOrderElementsOf(broken);
        assertThat(exploration.schedules()).isLessThan(20_000);
        assertThat(model.open()).isZero();
    }

    @Test
    void whatSleepSetsSymmetryAndStatesSave() {
        Model model = new Model()
                .tasks(2, "reader", Strategies::cacheAsideRead)
                .tasks(2, "writer", Strategies::cacheAsideWrite);
        EndsOf plain = depthFirst(model, Reduction.NONE);
        EndsOf sleepSets = depthFirst(model, Reduction.SLEEP_SETS);
        EndsOf states = depthFirst(model, Reduction.SLEEP_SETS_AND_STATES);
        Program reduced = new SymmetryReduction(model);
        EndsOf symmetry = depthFirst(reduced, Reduction.SLEEP_SETS);
        EndsOf symmetryAndStates = depthFirst(reduced, Reduction.SLEEP_SETS_AND_STATES);
        assertThat(plain.states())
                .hasSizeGreaterThan(10)
                .isEqualTo(sleepSets.states())
                .isEqualTo(states.states());
        assertThat(plain.broken()).isEqualTo(sleepSets.broken()).isEqualTo(states.broken());
        assertThat(symmetry.states()).isEqualTo(plain.states()).isEqualTo(symmetryAndStates.states());
        assertThat(symmetry.broken()).isEqualTo(plain.broken()).isEqualTo(symmetryAndStates.broken());
        assertThat(List.of(
                        plain.schedules(),
                        sleepSets.schedules(),
                        states.schedules(),
                        symmetry.schedules(),
                        symmetryAndStates.schedules()))
                .containsExactly(138_176, 3_888, 2_594, 1_229, 947);
    }

    @Test
    void symmetryReductionFindsTheSameVerdicts() {
        Model model = Strategies.of(Strategies::cacheAsideRead, Strategies::cacheAsideWrite, 2, 1);
        assertThat(new Explorer(SETTINGS, ProgressListener.silent())
                        .explore(model)
                        .broken())
                .isEqualTo(new Explorer(SETTINGS, ProgressListener.silent())
                        .explore(withoutSymmetry(model))
                        .broken());
    }

    private static Program withoutSymmetry(Model model) {
        return new Program() {
            @Override
            public List<String> tasks() {
                return model.tasks();
            }

            @Override
            public Execution begin() {
                return model.begin();
            }
        };
    }

    private static EndsOf depthFirst(Program program, Reduction reduction) {
        return EndsOf.depthFirst(program, reduction, StrategyModelsTest::nameless);
    }

    /** Removes which tasks have begun, which makes no difference at the end. */
    private static String nameless(Execution execution) {
        return String.valueOf(execution.state()).replaceFirst(" begun .*", "");
    }
}
