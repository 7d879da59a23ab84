package io.github.cacheconsistency.test.scenario;

import io.github.cacheconsistency.test.RaceSubject;
import io.github.cacheconsistency.test.explore.Counterexample;
import io.github.cacheconsistency.test.explore.Exploration;
import io.github.cacheconsistency.test.explore.ExplorationSettings;
import io.github.cacheconsistency.test.explore.Explorer;
import io.github.cacheconsistency.test.explore.ProgramError;
import io.github.cacheconsistency.test.explore.ProgressListener;
import io.github.cacheconsistency.test.explore.Replay;
import io.github.cacheconsistency.test.explore.ReplayId;
import io.github.cacheconsistency.test.oracle.Violation;
import io.github.cacheconsistency.test.program.RaceProgram;
import io.github.cacheconsistency.test.race.RaceNode;
import io.github.cacheconsistency.test.race.RaceSettings;
import io.github.cacheconsistency.test.report.Sequence;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.transaction.PlatformTransactionManager;

/** One scenario on one subject and strategy, to be explored or replayed. For one thread; close it at the end. */
public final class ScenarioExploration implements AutoCloseable {

    /** How much longer than its budget an exploration looks for the gaps that are documented. */
    private static final int PATIENCE = 10;

    /** The first schedules of a JVM take seconds, more of them on a machine that is busy. */
    private static final Duration LEAST_PATIENCE = Duration.ofMinutes(1);

    /** What a machine explores in a minute, when it is not a slow one. */
    private static final long LEAST_PATIENCE_IN_SCHEDULES = 10_000;

    /** That nothing is broken says little of fewer: a slow machine runs so many after its budget of time. */
    private static final long LEAST_SCHEDULES = 100;

    private final ExploredScenario scenario;
    private final Strategy strategy;
    private final Expected expected;
    private final RememberedProgram program;

    /**
     * @param subject whose cache is guarded by {@code strategy}
     * @throws IllegalArgumentException if the subject lacks what the scenario needs; the message says what
     */
    public ScenarioExploration(
            ExploredScenario scenario,
            RaceSubject subject,
            Strategy strategy,
            RaceSettings settings,
            RaceNode node,
            PlatformTransactionManager transactions) {
        this.scenario = scenario;
        this.strategy = strategy;
        this.expected = ExploredVerdicts.expected(scenario.id(), strategy);
        this.program = new RememberedProgram(
                "%s, %s, %s".formatted(scenario.id(), strategy.name(), subject.cacheName()),
                new RaceProgram(subject, scenario.scope(), settings, List.of(node), transactions));
    }

    /**
     * Explores within the budget of {@code settings}; longer only for as long as a gap that is documented has not shown, or
     * less than a hundred schedules have been run, and at most ten times the budget or a minute. With a budget of schedules it
     * runs as many, and more only for a documented gap: at most ten times as many or 10,000.
     *
     * @throws ProgramError if the subject cannot be explored; the message says why
     */
    public ExploredVerdict explore(ExplorationSettings settings, ProgressListener listener) {
        Duration tenfold = settings.budget().multipliedBy(PATIENCE);
        Duration patience = tenfold.compareTo(LEAST_PATIENCE) > 0 ? tenfold : LEAST_PATIENCE;
        long least = Math.min(LEAST_SCHEDULES, settings.scheduleBudget());
        ExplorationSettings seeking = settings.seeking(expected.mustBreak(), least, patience);
        Explorer explorer = new Explorer(atMostTenfold(seeking), listener);
        Exploration found = explorer.explore(program);
        return new ExploredVerdict(scenario, strategy, found, pictures(explorer, found), expected);
    }

    private static ExplorationSettings atMostTenfold(ExplorationSettings settings) {
        if (settings.scheduleBudget() == Long.MAX_VALUE) {
            return settings;
        }
        long tenfold = Math.max(settings.scheduleBudget() * PATIENCE, LEAST_PATIENCE_IN_SCHEDULES);
        return settings.withMaxSchedules(Math.min(settings.maxSchedules(), tenfold));
    }

    /** Whether {@code id} names a schedule of this scenario, under this strategy, on a cache of this name. */
    public boolean isOf(ReplayId id) {
        return id.isOf(program);
    }

    /**
     * Runs one schedule.
     *
     * @throws ProgramError "diverged at step n" if the subject does not take the steps any more that the id names
     */
    public Replay replay(ReplayId id) {
        return new Explorer(ExplorationSettings.defaults(), ProgressListener.silent()).replay(program, id);
    }

    /** What {@code replay} broke although it must hold. */
    public List<Violation> brokenPromises(Replay replay) {
        return replay.violations().stream()
                .filter(violation -> expected.mustHold().contains(violation.property()))
                .toList();
    }

    /** One for each schedule that is a counterexample, drawn from one more run of it. */
    private Map<String, Sequence> pictures(Explorer explorer, Exploration found) {
        Map<String, Sequence> pictures = new HashMap<>();
        for (Counterexample example : found.counterexamples().values()) {
            pictures.computeIfAbsent(example.replayId().toString(), id -> picture(explorer, example));
        }
        return pictures;
    }

    private Sequence picture(Explorer explorer, Counterexample example) {
        Replay replay;
        try {
            replay = explorer.replay(program, example.replayId());
        } catch (ProgramError e) {
            throw new ProgramError(
                    "%s, '%s': this schedule broke promises, and when it was run again for its picture: %s%n%s"
                            .formatted(scenario.id(), strategy.name(), e.getMessage(), example.picture()),
                    e);
        }
        int steps = example.schedule().size();
        return Sequence.of(
                "%s, %d steps".formatted(ExploredVerdict.preemptions(example.preemptions()), steps),
                program.lastTrace().orElseThrow(),
                replay.violations());
    }

    @Override
    public void close() {
        program.close();
    }
}
