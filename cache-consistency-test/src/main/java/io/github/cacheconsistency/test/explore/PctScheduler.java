package io.github.cacheconsistency.test.explore;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * One schedule of PCT: random priorities, the task with the highest one runs, and at depth - 1 random steps the task
 * that is about to run drops below all others. Finds a bug that needs the order of {@code depth} steps with at least
 * the probability 1/(n k^(depth-1)) for n tasks and k steps (Burckhardt, Kothari, Musuvathi, Nagarakatte, "A randomized
 * scheduler with probabilistic guarantees of finding bugs", ASPLOS 2010). A task that only waits drops below all others
 * as well, so that it does not starve them; for programs in which tasks wait, the bound is not proven.
 */
final class PctScheduler implements Scheduler {

    private final Map<Integer, Integer> priorities = new HashMap<>();
    /** Step number, from 0, to the priority that the task drops to before this step: below all initial priorities. */
    private final Map<Integer, Integer> changes = new HashMap<>();

    private int lowest;

    /** @param steps the expected length of the schedule */
    PctScheduler(int tasks, int steps, int depth, Random random) {
        List<Integer> shuffled =
                new ArrayList<>(IntStream.range(0, tasks).boxed().toList());
        Collections.shuffle(shuffled, random);
        for (int task = 0; task < tasks; task++) {
            priorities.put(task, depth + shuffled.get(task));
        }
        for (int change = 1; change < depth; change++) {
            changes.put(random.nextInt(Math.max(1, steps)), depth - change);
        }
    }

    @Override
    public EnabledStep choose(Position position, Execution execution) {
        EnabledStep choice = highest(position);
        Integer fallsTo = changes.remove(position.step());
        if (fallsTo != null) {
            priorities.put(choice.task(), fallsTo);
            choice = highest(position);
        }
        if (choice.yields()) {
            priorities.put(choice.task(), --lowest);
        }
        return choice;
    }

    private EnabledStep highest(Position position) {
        return Collections.max(
                position.enabledSteps(), Comparator.comparingInt(choice -> priorities.getOrDefault(choice.task(), 0)));
    }
}
