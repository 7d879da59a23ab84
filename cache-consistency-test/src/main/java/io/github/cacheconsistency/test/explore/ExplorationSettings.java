package io.github.cacheconsistency.test.explore;

import io.github.cacheconsistency.test.oracle.Property;
import java.time.Duration;
import java.util.Set;

/**
 * How long and in which order to search. Immutable.
 *
 * @param preemptionBounds how many preemption bounds are tried first, from 0 on: 3 for 0, 1 and 2; 0 for none
 * @param exhaustive whether all interleavings are to be explored after that, rather than samples of them
 * @param budget for everything but the shrinking of what was found
 * @param maxSchedules schedules are run at most, those that were left halfway counted, without the shrinking
 * @param maxSteps a schedule has at most; one that is longer is an error
 * @param seed of all chance
 * @param depth PCT finds bugs that need the order of so many steps: with at least the probability 1/(n k^(depth-1)) in each
 *     of its schedules, for n tasks and k steps
 * @param enough the properties that, once all of them have been seen broken, end the search; empty to go on
 * @param sought the properties for which the search goes on after its budget until they have been seen broken
 * @param leastSchedules the number of schedules for which it goes on after its budget, too
 * @param patience for {@code sought} and {@code leastSchedules}, from the beginning of the search
 * @param shrinkingRuns schedules are run at most to make each counterexample smaller
 */
public record ExplorationSettings(
        int preemptionBounds,
        boolean exhaustive,
        Duration budget,
        long maxSchedules,
        int maxSteps,
        long seed,
        int depth,
        Set<Property> enough,
        Set<Property> sought,
        long leastSchedules,
        Duration patience,
        int shrinkingRuns) {

    /** Bounds 0, 1 and 2, then everything, within one minute; all counterexamples. */
    public static ExplorationSettings defaults() {
        return new ExplorationSettings(
                3, true, Duration.ofMinutes(1), Long.MAX_VALUE, 1000, 1, 3, Set.of(), Set.of(), 0, Duration.ZERO, 100);
    }

    /** @throws IllegalArgumentException if a number is negative, or the depth or the number of steps is not positive */
    public ExplorationSettings {
        if (preemptionBounds < 0
                || maxSchedules < 0
                || leastSchedules < 0
                || maxSteps < 1
                || depth < 1
                || shrinkingRuns < 0
                || budget.isNegative()) {
            throw new IllegalArgumentException(
                    "expected: no number below 0, at least one step, depth at least 1; found: bounds %d, schedules %d, steps %d, depth %d, shrinking runs %d, budget %s"
                            .formatted(preemptionBounds, maxSchedules, maxSteps, depth, shrinkingRuns, budget));
        }
        enough = Set.copyOf(enough);
        sought = Set.copyOf(sought);
    }

    /** With other bounds: 3 for 0, 1 and 2. */
    public ExplorationSettings withPreemptionBounds(int bounds) {
        return new ExplorationSettings(
                bounds,
                exhaustive,
                budget,
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

    /** With samples of the interleavings (PCT, random) after the bounds, for the rest of the budget. */
    public ExplorationSettings sampling() {
        return new ExplorationSettings(
                preemptionBounds,
                false,
                budget,
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

    /** With another budget. */
    public ExplorationSettings withBudget(Duration longest) {
        return new ExplorationSettings(
                preemptionBounds,
                exhaustive,
                longest,
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

    /** With another number of schedules. */
    public ExplorationSettings withMaxSchedules(long schedules) {
        return new ExplorationSettings(
                preemptionBounds,
                exhaustive,
                budget,
                schedules,
                maxSteps,
                seed,
                depth,
                enough,
                sought,
                leastSchedules,
                patience,
                shrinkingRuns);
    }

    /** With another number of steps in a schedule. */
    public ExplorationSettings withMaxSteps(int steps) {
        return new ExplorationSettings(
                preemptionBounds,
                exhaustive,
                budget,
                maxSchedules,
                steps,
                seed,
                depth,
                enough,
                sought,
                leastSchedules,
                patience,
                shrinkingRuns);
    }

    /** With other chances. */
    public ExplorationSettings withSeed(long other) {
        return new ExplorationSettings(
                preemptionBounds,
                exhaustive,
                budget,
                maxSchedules,
                maxSteps,
                other,
                depth,
                enough,
                sought,
                leastSchedules,
                patience,
                shrinkingRuns);
    }

    /** With another depth of the bugs that PCT looks for. */
    public ExplorationSettings withDepth(int other) {
        return new ExplorationSettings(
                preemptionBounds,
                exhaustive,
                budget,
                maxSchedules,
                maxSteps,
                seed,
                other,
                enough,
                sought,
                leastSchedules,
                patience,
                shrinkingRuns);
    }

    /** Ends when each of these has been seen broken; with none, goes on. */
    public ExplorationSettings stoppingAt(Set<Property> properties) {
        return new ExplorationSettings(
                preemptionBounds,
                exhaustive,
                budget,
                maxSchedules,
                maxSteps,
                seed,
                depth,
                properties,
                sought,
                leastSchedules,
                patience,
                shrinkingRuns);
    }

    /**
     * Goes on after the budget, {@code longest} from the beginning at most, until each of these has been seen broken and so
     * many schedules have been run: what a fast machine does within its budget is then done by a slow one too.
     */
    public ExplorationSettings seeking(Set<Property> properties, long schedules, Duration longest) {
        return new ExplorationSettings(
                preemptionBounds,
                exhaustive,
                budget,
                maxSchedules,
                maxSteps,
                seed,
                depth,
                enough,
                properties,
                schedules,
                longest,
                shrinkingRuns);
    }

    /** With another number of schedules to make a counterexample smaller. */
    public ExplorationSettings withShrinkingRuns(int runs) {
        return new ExplorationSettings(
                preemptionBounds,
                exhaustive,
                budget,
                maxSchedules,
                maxSteps,
                seed,
                depth,
                enough,
                sought,
                leastSchedules,
                patience,
                runs);
    }
}
