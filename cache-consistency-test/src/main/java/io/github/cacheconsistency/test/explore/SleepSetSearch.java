package io.github.cacheconsistency.test.explore;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All schedules, depth first, with two reductions: of schedules that differ only in the order of steps that do not
 * conflict, one is run (sleep sets: Godefroid, "Partial-Order Methods for the Verification of Concurrent Systems",
 * 1996), and equal states are explored once. Every terminal state is reached, so every verdict is found.
 *
 * <p>Stateless: each schedule starts from the initial state and replays the steps up to the last node with an
 * unexplored step.
 */
final class SleepSetSearch implements Scheduler {

    private final Reduction reduction;
    private final List<Node> path = new ArrayList<>();
    /** For each explored state, the tasks that were asleep at every visit. */
    private final Map<Digest, Set<Integer>> slept = new HashMap<>();

    /** The reductions that are applied. The weaker ones exist for tests and measurements. */
    enum Reduction {
        NONE,
        SLEEP_SETS,
        STATES,
        SLEEP_SETS_AND_STATES;

        boolean sleeps() {
            return this == SLEEP_SETS || this == SLEEP_SETS_AND_STATES;
        }

        boolean knowsStates() {
            return this == STATES || this == SLEEP_SETS_AND_STATES;
        }
    }

    SleepSetSearch(Reduction reduction) {
        this.reduction = reduction;
    }

    @Override
    public @Nullable EnabledStep choose(Position position, Execution execution) {
        if (position.step() < path.size()) {
            Node node = path.get(position.step());
            Determinism.check(node.position, position);
            return node.chosen;
        }
        Node node = new Node(position, sleepersAfterLast());
        pruneKnown(node, execution);
        node.chooseNext();
        path.add(node);
        return node.chosen;
    }

    @Override
    public void stepTaken(Position position, StepResult result) {
        path.get(position.step()).footprint = result.footprint();
    }

    /**
     * Backtracks to the last node with an unexplored step; called after each execution. False if there is no such node.
     */
    boolean advance() {
        while (!path.isEmpty()) {
            Node node = path.get(path.size() - 1);
            node.finishChosen();
            if (node.chooseNext()) {
                return true;
            }
            path.remove(path.size() - 1);
        }
        return false;
    }

    /**
     * Invariant: every continuation that begins with the step of a sleeping task is equivalent, up to the order of
     * steps that do not conflict, to one that was explored from an ancestor node. It holds as long as no step taken
     * since conflicts with the step of the sleeping task, because only then could that step have been taken first. The
     * footprint recorded at the ancestor is still valid, because no conflicting step has been taken since.
     */
    private Map<Integer, Footprint> sleepersAfterLast() {
        if (path.isEmpty() || !reduction.sleeps()) {
            return new TreeMap<>();
        }
        Node last = path.get(path.size() - 1);
        return last.sleepers.entrySet().stream()
                .filter(sleeper -> !sleeper.getValue().conflictsWith(last.footprint))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (one, two) -> one, TreeMap::new));
    }

    /**
     * Reduces the steps of the node to those that were not explored from an equal state. Invariant: from each state in
     * {@link #slept}, the steps of all tasks are explored, except those of the tasks that it maps to, which were asleep
     * at every visit. Tasks that are asleep now need not be explored; so the tasks that were asleep before and are
     * awake now remain (Godefroid, chapter 5.3). Without this, steps that were asleep at the first visit of a recurring
     * state could be missed; no program of the tests is known to need it.
     */
    private void pruneKnown(Node node, Execution execution) {
        String state = reduction.knowsStates() ? execution.state() : null;
        if (state == null) {
            return;
        }
        Set<Integer> now = new TreeSet<>(node.sleepers.keySet());
        Set<Integer> before = slept.putIfAbsent(Digest.of(state), now);
        if (before != null) {
            Set<Integer> left = new TreeSet<>(before);
            left.removeAll(now);
            before.retainAll(now);
            node.keepOnly(left);
        }
    }

    private static final class Node {

        private final Position position;
        private final List<EnabledStep> left;
        private final Map<Integer, Footprint> sleepers;
        private Footprint footprint = Footprint.EVERYTHING;
        private @Nullable EnabledStep chosen;

        Node(Position position, Map<Integer, Footprint> sleepers) {
            this.position = position;
            this.sleepers = sleepers;
            this.left = new ArrayList<>(position.enabledSteps());
        }

        void keepOnly(Set<Integer> tasks) {
            left.removeIf(choice -> !tasks.contains(choice.task()));
        }

        void finishChosen() {
            if (chosen != null) {
                sleepers.put(chosen.task(), footprint);
            }
        }

        boolean chooseNext() {
            chosen = null;
            while (chosen == null && !left.isEmpty()) {
                EnabledStep next = left.remove(0);
                if (!sleepers.containsKey(next.task())) {
                    chosen = next;
                }
            }
            return chosen != null;
        }
    }
}
