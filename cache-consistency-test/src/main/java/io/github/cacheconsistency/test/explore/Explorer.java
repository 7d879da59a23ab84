package io.github.cacheconsistency.test.explore;

import io.github.cacheconsistency.test.explore.SleepSetSearch.Reduction;
import io.github.cacheconsistency.test.oracle.Property;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import java.util.function.LongSupplier;

/**
 * Searches the interleavings of a {@link Program} for violations. Stateless: each schedule starts from the initial
 * state.
 *
 * <ol>
 *   <li>All schedules without preemption, then all with one, with two: most races need few preemptions, and the first
 *   counterexample has the fewest. Without sleep sets, which are unsound under a bound.
 *   <li>All schedules, depth first, with sleep sets; equal {@linkplain Execution#state() states} are explored once, if
 *   the program knows its state.
 *   <li>If an exhaustive search was not requested, or not completed within three quarters of the budget: PCT schedules
 *   and random walks alternately, for the rest of the budget.
 * </ol>
 *
 * Each phase ends with the budget, or when enough was found. Immutable; may be reused, and used by several threads if
 * their programs are different.
 */
public final class Explorer {

    /** An incomplete depth-first search covers only one part of the interleavings; samples are spread evenly. */
    private static final double BEFORE_SAMPLES = 0.75;

    private final ExplorationSettings settings;
    private final ProgressListener listener;
    private final LongSupplier nanoTime;

    public Explorer(ExplorationSettings settings, ProgressListener listener) {
        this(settings, listener, System::nanoTime);
    }

    Explorer(ExplorationSettings settings, ProgressListener listener, LongSupplier nanoTime) {
        this.settings = settings;
        this.listener = listener;
        this.nanoTime = nanoTime;
    }

    /**
     * Searches.
     *
     * @throws ProgramError if the program cannot be explored: it is not deterministic, hangs, or has schedules without end
     */
    public Exploration explore(Program program) {
        ScheduleRunner runner = new ScheduleRunner(program, settings.maxSteps());
        ScheduleRunner reduced = new ScheduleRunner(new SymmetryReduction(program), settings.maxSteps());
        Search search = new Search(settings, listener, nanoTime);
        BoundedSearch bounded = new BoundedSearch(true);
        boolean exhausted =
                exhaustBounds(bounded, search, reduced) || settings.exhaustive() && exhaustEverything(search, reduced);
        if (!exhausted) {
            sample(program.tasks().size(), search, runner);
        }
        if (exhausted && search.complete() == 0) {
            throw new ProgramError(
                    "not one of %d schedules reached its end, so nothing was checked: the tasks always return to an earlier state. Expected: tasks that end; look for a loop that waits without a wait of the library."
                            .formatted(search.schedules()));
        }
        int completedBound = exhausted ? Integer.MAX_VALUE : bounded.completedBound();
        Map<Property, Counterexample> counterexamples = counterexamples(program, runner, search.findings());
        return new Exploration(
                search.schedules(),
                search.complete(),
                exhausted,
                completedBound,
                search.elapsed(),
                counterexamples,
                search.findings().breaking());
    }

    /**
     * Runs exactly the schedule that {@code id} identifies.
     *
     * @throws ProgramError if the id is of another program or of another version of the kit, or if the program no
     * longer takes the steps that it took when the id was made: "diverged at step n"
     */
    public Replay replay(Program program, ReplayId id) {
        return new Replayer(program, settings.maxSteps()).replay(id);
    }

    private boolean exhaustBounds(BoundedSearch bounded, Search search, ScheduleRunner runner) {
        while (bounded.bound() < settings.preemptionBounds()) {
            String phase = bounded.bound() + " preemptions";
            while (bounded.advance()) {
                if (search.over()) {
                    return false;
                }
                search.run(runner, bounded, phase);
            }
            if (!bounded.raise()) {
                return true;
            }
        }
        return false;
    }

    private boolean exhaustEverything(Search search, ScheduleRunner runner) {
        SleepSetSearch everything = new SleepSetSearch(Reduction.SLEEP_SETS_AND_STATES);
        do {
            if (search.overAt(BEFORE_SAMPLES)) {
                return false;
            }
            search.run(runner, everything, "all interleavings");
        } while (everything.advance());
        return true;
    }

    private void sample(int tasks, Search search, ScheduleRunner runner) {
        Random random = new Random(settings.seed());
        while (!search.over()) {
            Scheduler pct = new PctScheduler(tasks, search.mostSteps(), settings.depth(), random);
            search.run(runner, pct, "PCT samples");
            if (!search.over()) {
                search.run(runner, new RandomWalk(random), "random walks");
            }
        }
    }

    private Map<Property, Counterexample> counterexamples(Program program, ScheduleRunner runner, Findings findings) {
        Shrinker shrinker = new Shrinker(runner, settings.shrinkingRuns());
        Map<Property, Counterexample> counterexamples = new EnumMap<>(Property.class);
        findings.all().forEach((property, finding) -> {
            Outcome smallest = shrinker.shrink(finding.outcome(), property);
            counterexamples.put(
                    property,
                    new Counterexample(
                            smallest.violations(),
                            ReplayId.of(program, smallest.schedule()),
                            smallest.schedule().preemptions(),
                            smallest.schedule().tasks(),
                            smallest.picture(),
                            finding.foundAfter(),
                            finding.foundAtSchedule()));
        });
        return counterexamples;
    }
}
