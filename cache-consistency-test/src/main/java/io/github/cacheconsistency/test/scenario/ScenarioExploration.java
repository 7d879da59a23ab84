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

/** Explores and replays one scenario on one subject and strategy. For one thread; close it at the end. */
public final class ScenarioExploration implements AutoCloseable {

    /** The factor by which an exploration may exceed its budget to find documented gaps. */
    private static final int PATIENCE = 10;

    /** The first schedules of a JVM take seconds, more of them on a machine that is busy. */
    private static final Duration LEAST_PATIENCE = Duration.ofMinutes(1);

    /** The number of schedules that an average machine explores in a minute. */
    private static final long LEAST_PATIENCE_IN_SCHEDULES = 10_000;

    /** Fewer schedules are too little evidence: a slow machine runs so many even if that exceeds its budget of time. */
    private static final long LEAST_SCHEDULES = 100;

    private final ExploredScenario scenario;
    private final Strategy strategy;
    private final Expected expected;
    private final RememberedProgram program;

    /**
     * @param subject its cache must be guarded by {@code strategy}
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
     * Explores within the budget of {@code settings}. Continues after the budget only until all documented gaps were
     * found and a hundred schedules were run, for at most ten times the budget or a minute. With a budget in schedules
     * it runs as many, and continues only for a documented gap, up to ten times as many or 10,000.
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

    /** Whether {@code id} identifies a schedule of this scenario, under this strategy, on a cache of this name. */
    public boolean isOf(ReplayId id) {
        return id.isOf(program);
    }

    /**
     * Runs one schedule.
     *
     * @throws ProgramError "diverged at step n" if the subject no longer takes the steps that the id was made from
     */
    public Replay replay(ReplayId id) {
        return new Explorer(ExplorationSettings.defaults(), ProgressListener.silent()).replay(program, id);
    }

    /** The violations of {@code replay} that break promised properties. */
    public List<Violation> brokenPromises(Replay replay) {
        return replay.violations().stream()
                .filter(violation -> expected.mustHold().contains(violation.property()))
                .toList();
    }

    /** A picture of each counterexample, drawn from another run of its schedule. */
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
                    "%s, '%s': a schedule broke properties, and running it again for its picture failed: %s%n%s"
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
