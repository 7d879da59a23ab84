package io.github.cacheconsistency.test.explore;

import io.github.cacheconsistency.test.oracle.Property;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The limits and the order of a search. Immutable.
 *
 * @param preemptionBounds the number of preemption bounds that are searched first, from 0 on: 3 for 0, 1 and 2; 0 for
 * none
 * @param exhaustive whether all interleavings are explored after that, rather than samples of them
 * @param budget the time for the search, without the shrinking of counterexamples
 * @param scheduleBudget as {@code budget}, in schedules: the same number on each machine, whatever its speed
 * @param maxSchedules the greatest number of schedules, pruned ones included, those for shrinking excluded
 * @param maxSteps the greatest number of steps of a schedule; a longer one is an error
 * @param seed the seed of all random numbers
 * @param depth the depth of PCT: each of its schedules finds a bug that needs the order of so many steps with a
 * probability of at least 1/(n k^(depth-1)), for n tasks and k steps
 * @param enough the search ends when all of these properties were broken; empty to continue
 * @param sought the search continues after its budgets until all of these properties were broken
 * @param leastSchedules the search continues after its budgets until so many schedules were run
 * @param patience the limit for {@code sought} and {@code leastSchedules}, from the start of the search
 * @param shrinkingRuns the greatest number of schedules to shrink one counterexample
 */
public record ExplorationSettings(
        int preemptionBounds,
        boolean exhaustive,
        Duration budget,
        long scheduleBudget,
        long maxSchedules,
        int maxSteps,
        long seed,
        int depth,
        Set<Property> enough,
        Set<Property> sought,
        long leastSchedules,
        Duration patience,
        int shrinkingRuns) {

    private static final Duration UNLIMITED = Duration.ofDays(1);

    /** Bounds 0, 1 and 2, then everything, within one minute; all counterexamples. */
    public static ExplorationSettings defaults() {
        return new ExplorationSettings(
                3,
                true,
                Duration.ofMinutes(1),
                Long.MAX_VALUE,
                Long.MAX_VALUE,
                1000,
                1,
                3,
                Set.of(),
                Set.of(),
                0,
                Duration.ZERO,
                100);
    }

    /** @throws IllegalArgumentException if a number is negative, or the depth or the number of steps is not positive */
    public ExplorationSettings {
        if (preemptionBounds < 0
                || scheduleBudget < 0
                || maxSchedules < 0
                || leastSchedules < 0
                || maxSteps < 1
                || depth < 1
                || shrinkingRuns < 0
                || budget.isNegative()) {
            throw new IllegalArgumentException(
                    "expected: no number below 0, at least one step, depth at least 1; found: bounds %d, budget of schedules %d, schedules %d, steps %d, depth %d, shrinking runs %d, budget %s"
                            .formatted(
                                    preemptionBounds,
                                    scheduleBudget,
                                    maxSchedules,
                                    maxSteps,
                                    depth,
                                    shrinkingRuns,
                                    budget));
        }
        enough = Set.copyOf(enough);
        sought = Set.copyOf(sought);
    }

    /** With another number of preemption bounds: 3 for 0, 1 and 2. */
    public ExplorationSettings withPreemptionBounds(int bounds) {
        return with(copy -> copy.preemptionBounds = bounds);
    }

    /** With samples of the interleavings (PCT, random) after the bounds, for the rest of the budget. */
    public ExplorationSettings sampling() {
        return with(copy -> copy.exhaustive = false);
    }

    /** With another budget. */
    public ExplorationSettings withBudget(Duration longest) {
        return with(copy -> copy.budget = longest);
    }

    /**
     * With a budget in schedules instead of time: the search and its result are the same on each machine. {@link
     * #seeking} applies to this budget as well.
     */
    public ExplorationSettings withScheduleBudget(long schedules) {
        return with(copy -> {
            copy.scheduleBudget = schedules;
            copy.budget = UNLIMITED;
        });
    }

    /** With another greatest number of schedules. */
    public ExplorationSettings withMaxSchedules(long schedules) {
        return with(copy -> copy.maxSchedules = schedules);
    }

    /** With another greatest number of steps of a schedule. */
    public ExplorationSettings withMaxSteps(int steps) {
        return with(copy -> copy.maxSteps = steps);
    }

    /** With another seed. */
    public ExplorationSettings withSeed(long other) {
        return with(copy -> copy.seed = other);
    }

    /** With another depth of PCT. */
    public ExplorationSettings withDepth(int other) {
        return with(copy -> copy.depth = other);
    }

    /** Ends when each of these properties was broken; if empty, continues. */
    public ExplorationSettings stoppingAt(Set<Property> properties) {
        return with(copy -> copy.enough = properties);
    }

    /**
     * Continues after the budget, for at most {@code longest} from the start, until each of these properties was broken
     * and {@code schedules} schedules were run. So a slow machine does what a fast one does within the budget.
     */
    public ExplorationSettings seeking(Set<Property> properties, long schedules, Duration longest) {
        return with(copy -> {
            copy.sought = properties;
            copy.leastSchedules = schedules;
            copy.patience = longest;
        });
    }

    /** With another greatest number of schedules to shrink one counterexample. */
    public ExplorationSettings withShrinkingRuns(int runs) {
        return with(copy -> copy.shrinkingRuns = runs);
    }

    private ExplorationSettings with(Consumer<Copy> change) {
        Copy copy = new Copy(this);
        change.accept(copy);
        return copy.settings();
    }

    /** A mutable copy. */
    private static final class Copy {

        private int preemptionBounds;
        private boolean exhaustive;
        private Duration budget;
        private long scheduleBudget;
        private long maxSchedules;
        private int maxSteps;
        private long seed;
        private int depth;
        private Set<Property> enough;
        private Set<Property> sought;
        private long leastSchedules;
        private Duration patience;
        private int shrinkingRuns;

        Copy(ExplorationSettings settings) {
            this.preemptionBounds = settings.preemptionBounds;
            this.exhaustive = settings.exhaustive;
            this.budget = settings.budget;
            this.scheduleBudget = settings.scheduleBudget;
            this.maxSchedules = settings.maxSchedules;
            this.maxSteps = settings.maxSteps;
            this.seed = settings.seed;
            this.depth = settings.depth;
            this.enough = settings.enough;
            this.sought = settings.sought;
            this.leastSchedules = settings.leastSchedules;
            this.patience = settings.patience;
            this.shrinkingRuns = settings.shrinkingRuns;
        }

        ExplorationSettings settings() {
            return new ExplorationSettings(
                    preemptionBounds,
                    exhaustive,
                    budget,
                    scheduleBudget,
                    maxSchedules,
                    maxSteps,
                    seed,
                    depth,
                    enough,
                    sought,
                    leastSchedules,
                    patience,
                    shrinkingRuns);
        }
    }
}
