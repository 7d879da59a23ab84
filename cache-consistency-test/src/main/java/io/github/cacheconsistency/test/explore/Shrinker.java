package io.github.cacheconsistency.test.explore;

import io.github.cacheconsistency.test.oracle.Property;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Simplifies the schedule of a counterexample while it still breaks the same property: fewest preemptions, then fewest
 * steps, then fewest switches between tasks. Greedy: ends in a local minimum, or when the runs are used up. Schedules
 * that occur for several counterexamples run once. For one thread.
 */
final class Shrinker {

    private final ScheduleRunner runner;
    private final int runs;
    private final Map<List<Integer>, Outcome> outcomes = new HashMap<>();

    Shrinker(ScheduleRunner runner, int runs) {
        this.runner = runner;
        this.runs = runs;
    }

    /** @throws ProgramError if the counterexample does not break the property again */
    Outcome shrink(Outcome found, Property property) {
        Outcome smallest = run(found.schedule().tasks());
        if (!smallest.breaks(property)) {
            throw new ProgramError("""
                    not deterministic: a schedule broke %s in its first run, and not in the second; expected: the same result. \
                    The first run: %s\n%s\n\
                    The second run, with %s: %s\n%s\
                    """.formatted(
                            property,
                            found.schedule().tasks(),
                            found.picture(),
                            smallest.violations(),
                            smallest.schedule().tasks(),
                            smallest.picture()));
        }
        Set<List<Integer>> tried = new LinkedHashSet<>();
        boolean simpler = true;
        while (simpler) {
            simpler = false;
            for (List<Integer> candidate : candidates(smallest.schedule().tasks())) {
                if (tried.size() >= runs) {
                    return smallest;
                }
                if (tried.add(candidate)) {
                    Outcome outcome = run(candidate);
                    if (outcome.breaks(property) && Findings.simpler(outcome, smallest)) {
                        smallest = outcome;
                        simpler = true;
                        break;
                    }
                }
            }
        }
        return smallest;
    }

    private Outcome run(List<Integer> tasks) {
        return outcomes.computeIfAbsent(tasks, order -> runner.run(new Attempt(order)));
    }

    /**
     * Shorter prefixes, which continue with default steps; then schedules with two stretches of the same task joined.
     */
    private static List<List<Integer>> candidates(List<Integer> tasks) {
        List<List<Integer>> stretches = stretches(tasks);
        List<List<Integer>> candidates = new ArrayList<>();
        for (int end = 0; end < stretches.size(); end++) {
            candidates.add(flat(stretches.subList(0, end)));
        }
        for (int from = 0; from < stretches.size(); from++) {
            for (int to = 0; to < stretches.size(); to++) {
                if (to != from
                        && stretches.get(to).get(0).equals(stretches.get(from).get(0))) {
                    List<List<Integer>> moved = new ArrayList<>(stretches);
                    List<Integer> stretch = moved.remove(from);
                    moved.add(to < from ? to + 1 : to - 1, stretch);
                    candidates.add(flat(moved));
                }
            }
        }
        return candidates;
    }

    private static List<List<Integer>> stretches(List<Integer> tasks) {
        List<List<Integer>> stretches = new ArrayList<>();
        for (Integer task : tasks) {
            if (stretches.isEmpty()
                    || !stretches.get(stretches.size() - 1).get(0).equals(task)) {
                stretches.add(new ArrayList<>());
            }
            stretches.get(stretches.size() - 1).add(task);
        }
        return stretches;
    }

    private static List<Integer> flat(List<List<Integer>> stretches) {
        return stretches.stream().flatMap(List::stream).toList();
    }

    /** Takes the tasks in a given order, skips those that cannot continue, and ends with the default order. */
    private static final class Attempt implements Scheduler {

        private final List<Integer> tasks;
        private int next;

        Attempt(List<Integer> tasks) {
            this.tasks = tasks;
        }

        @Override
        public EnabledStep choose(Position position, Execution execution) {
            while (next < tasks.size()) {
                int task = tasks.get(next++);
                for (EnabledStep choice : position.enabledSteps()) {
                    if (choice.task() == task) {
                        return choice;
                    }
                }
            }
            return position.enabledSteps().get(0);
        }
    }
}
