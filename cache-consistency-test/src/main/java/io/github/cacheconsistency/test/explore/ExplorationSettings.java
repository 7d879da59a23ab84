package io.github.cacheconsistency.test.explore;

import io.github.cacheconsistency.test.oracle.Property;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;

/**
 * How long and in which order to search. Immutable.
 *
 * @param preemptionBounds how many preemption bounds are tried first, from 0 on: 3 for 0, 1 and 2; 0 for none
 * @param exhaustive whether all interleavings are to be explored after that, rather than samples of them
 * @param budget for everything but the shrinking of what was found
 * @param scheduleBudget as {@code budget}, in schedules: the same number on each machine, whatever its speed
 * @param maxSchedules schedules are run at most, those that were left halfway counted, without the shrinking
 * @param maxSteps a schedule has at most; one that is longer is an error
 * @param seed of all chance
 * @param depth PCT finds bugs that need the order of so many steps: with at least the probability 1/(n k^(depth-1)) in each
 *     of its schedules, for n tasks and k steps
 * @param enough the properties that, once all of them have been seen broken, end the search; empty to go on
 * @param sought the properties for which the search goes on after its budgets until they have been seen broken
 * @param leastSchedules the number of schedules for which it goes on after its budget, too
 * @param patience for {@code sought} and {@code leastSchedules}, from the beginning of the search
 * @param shrinkingRuns schedules are run at most to make each counterexample smaller
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

    /** With other bounds: 3 for 0, 1 and 2. */
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
     * With a budget of so many schedules, without a limit of time: what is run, and what is found, is the same on each
     * machine. {@link #seeking} goes on after it, too.
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

    /** With another number of steps in a schedule. */
    public ExplorationSettings withMaxSteps(int steps) {
        return with(copy -> copy.maxSteps = steps);
    }

    /** With other chances. */
    public ExplorationSettings withSeed(long other) {
        return with(copy -> copy.seed = other);
    }

    /** With another depth of the bugs that PCT looks for. */
    public ExplorationSettings withDepth(int other) {
        return with(copy -> copy.depth = other);
    }

    /** Ends when each of these has been seen broken; with none, goes on. */
    public ExplorationSettings stoppingAt(Set<Property> properties) {
        return with(copy -> copy.enough = properties);
    }

    /**
     * Goes on after the budget, {@code longest} from the beginning at most, until each of these has been seen broken and so
     * many schedules have been run: what a fast machine does within its budget is then done by a slow one too.
     */
    public ExplorationSettings seeking(Set<Property> properties, long schedules, Duration longest) {
        return with(copy -> {
            copy.sought = properties;
            copy.leastSchedules = schedules;
            copy.patience = longest;
        });
    }

    /** With another number of schedules to make a counterexample smaller. */
    public ExplorationSettings withShrinkingRuns(int runs) {
        return with(copy -> copy.shrinkingRuns = runs);
    }

    private ExplorationSettings with(Consumer<Copy> change) {
        Copy copy = new Copy(this);
        change.accept(copy);
        return copy.settings();
    }

    /** What is about to become other settings. */
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
