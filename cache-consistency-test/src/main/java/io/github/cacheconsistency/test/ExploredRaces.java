package io.github.cacheconsistency.test;

import io.github.cacheconsistency.test.explore.Replay;
import io.github.cacheconsistency.test.explore.ReplayId;
import io.github.cacheconsistency.test.oracle.Violation;
import io.github.cacheconsistency.test.scenario.ExploredScenario;
import io.github.cacheconsistency.test.scenario.ExploredScenarios;
import io.github.cacheconsistency.test.scenario.ExploredVerdict;
import io.github.cacheconsistency.test.scenario.RaceLab;
import io.github.cacheconsistency.test.scenario.ScenarioExploration;
import io.github.cacheconsistency.test.scenario.Strategy;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Explores every interleaving of a few readers and writers, whereas {@link BundledRaces} forces a few orders. Subclass
 * it, add {@code @SpringBootTest}, and describe your service in {@link #subject()}: each scenario is explored on your
 * beans, on real servers, until all of its interleavings have been run or its budget is used up. A test passes if no
 * schedule breaks a promise of the strategy and if the documented gaps are found; it is skipped if your subject does
 * not support it.
 *
 * <p>The subject is prepared once, not before each schedule, so its changes must be repeatable thousands of times.
 *
 * <p>Properties, of the test's environment or of the system:
 *
 * <ul>
 *   <li>{@code cache-consistency.test.exploration.budget}, default 3 s: the time to explore each scenario. The
 *   exploration continues, up to ten times as long or a minute, until all documented gaps are found and 100 schedules
 *   have been run; it ends earlier when all interleavings have been run.
 *   <li>{@code cache-consistency.test.exploration.schedules}, no default: a number of schedules for each scenario,
 *   instead of a time, so that each machine runs the same ones. The exploration continues, up to ten times as many or
 *   10,000, until all documented gaps are found.
 *   <li>{@code cache-consistency.test.exploration.preemption-bounds}, default 3: first all schedules without preemption
 *   are run, then all with one, then all with two. 0 turns that off.
 *   <li>{@code cache-consistency.test.exploration.exhaustive}, default {@code true}: whether all interleavings are run
 *   after that; if {@code false}, samples of them for the rest of the budget.
 * </ul>
 *
 * <p>Logging is off while schedules run, because thousands of them would log the same. A replay logs as usual.
 */
public abstract class ExploredRaces extends RaceTests {

    @Test
    protected void R01_staleFillAtExpiry() {
        explore(ExploredScenarios.STALE_FILL_AT_EXPIRY);
    }

    @Test
    protected void R02_readBetweenCommitAndDelete() {
        explore(ExploredScenarios.READ_BETWEEN_COMMIT_AND_DELETE);
    }

    @Test
    protected void R03_readBeforeCommit() {
        explore(ExploredScenarios.READ_BEFORE_COMMIT);
    }

    @Test
    protected void R04_doubleDeleteOutrun() {
        explore(ExploredScenarios.DOUBLE_DELETE_OUTRUN);
    }

    @Test
    protected void R08_evictionAtTheWorstMoment() {
        explore(ExploredScenarios.EVICTION_AT_THE_WORST_MOMENT);
    }

    @Test
    protected void R12_crossedWriters() {
        explore(ExploredScenarios.CROSSED_WRITERS);
    }

    @Test
    protected void R13_writerDies() {
        explore(ExploredScenarios.WRITER_DIES);
    }

    @Test
    protected void R14_redisUnreachable() {
        explore(ExploredScenarios.REDIS_UNREACHABLE);
    }

    @Test
    protected void R15_unknownOutcome() {
        explore(ExploredScenarios.UNKNOWN_OUTCOME);
    }

    @Test
    protected void R15_rollback() {
        explore(ExploredScenarios.ROLLBACK);
    }

    @Test
    protected void R18_nullAndInsert() {
        explore(ExploredScenarios.NULL_AND_INSERT);
    }

    @Test
    protected void R20_leaseHolderDies() {
        explore(ExploredScenarios.LEASE_HOLDER_DIES);
    }

    @Test
    protected void R23_twoKeys() {
        explore(ExploredScenarios.TWO_KEYS);
    }

    @Test
    protected void R23_clear() {
        explore(ExploredScenarios.CLEAR);
    }

    private void explore(ExploredScenario scenario) {
        RaceSubject subject = subject();
        Strategy strategy = strategy(subject);
        String replay = replayId();
        if (!replay.isEmpty()) {
            replay(scenario, subject, strategy, replay);
            return;
        }
        String name = name(subject) + ", explored";
        ExploredVerdict verdict = judged(scenario.id(), strategy, name, () -> {
            try (ScenarioExploration exploration = exploration(scenario, subject, strategy)) {
                return SilentLog.during(
                        context(),
                        () -> exploration.explore(
                                ExplorationProperties.settings(context().getEnvironment()),
                                new ExplorationProgress(scenario.id(), strategy.name())));
            }
        });
        System.out.println(verdict.summary());
        verdict.recordTo(verdicts(), name);
        verdict.verify(verdicts()::replayCommand);
    }

    /** Records no verdict, because one schedule is no verdict on a scenario; the existing report is not changed. */
    private void replay(ExploredScenario scenario, RaceSubject subject, Strategy strategy, String text) {
        if (!ReplayId.looksLike(text)) {
            throw RaceLab.skip(
                    "-D%s=%s is the id of a forced order, for example of BundledRaces".formatted(REPLAY, text));
        }
        ReplayId id = ReplayId.parse(text);
        try (ScenarioExploration exploration = exploration(scenario, subject, strategy)) {
            if (!exploration.isOf(id)) {
                throw RaceLab.skip("-D%s=%s is of another scenario, strategy or cache than %s with '%s' on '%s'"
                        .formatted(REPLAY, text, scenario.id(), strategy.name(), subject.cacheName()));
            }
            Replay replay = exploration.replay(id);
            System.out.printf("%n%s, %s with '%s'%n%s%n", id, scenario.id(), strategy.name(), replay.picture());
            replay.violations().forEach(System.out::println);
            List<Violation> broken = exploration.brokenPromises(replay);
            if (!broken.isEmpty()) {
                throw new AssertionError("%s with strategy '%s': %s%n%s"
                        .formatted(
                                scenario.id(),
                                strategy.name(),
                                broken.stream().map(Violation::toString).collect(Collectors.joining("\n")),
                                replay.picture()));
            }
        }
    }

    private ScenarioExploration exploration(ExploredScenario scenario, RaceSubject subject, Strategy strategy) {
        Races races = context().getBean(Races.class);
        try {
            return new ScenarioExploration(
                    scenario,
                    subject,
                    strategy,
                    races.settings(),
                    races.node(),
                    context().getBean(PlatformTransactionManager.class));
        } catch (IllegalArgumentException lacking) {
            throw RaceLab.skip(String.valueOf(lacking.getMessage()));
        }
    }
}
