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
 * All schedules, depth first, but of those that differ only in the order of steps that do not conflict just one (sleep sets:
 * Godefroid, "Partial-Order Methods for the Verification of Concurrent Systems", 1996), and what follows equal states
 * just once. Each terminal state is reached, so each verdict is found.
 *
 * <p>Stateless: each schedule begins anew and replays the choices up to the last node that has some left.
 */
final class SleepSetSearch implements Scheduler {

    private final Reduction reduction;
    private final List<Node> path = new ArrayList<>();
    /** For each state that was gone on from, the tasks that slept there each time. */
    private final Map<Digest, Set<Integer>> slept = new HashMap<>();

    /** What is left out. The weaker ones are there for tests and measurements. */
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
        leaveOutKnown(node, execution);
        node.chooseNext();
        path.add(node);
        return node.chosen;
    }

    @Override
    public void stepTaken(Position position, StepResult result) {
        path.get(position.step()).footprint = result.footprint();
    }

    /** Goes back to the last node that has a choice left, to be called after each execution. False if there is none. */
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
     * Invariant: whatever begins with a step of a sleeping task is, up to the order of steps that do not conflict, part of
     * what was explored from an earlier choice of a node above. It holds as long as nothing that was taken since conflicts
     * with that step: only then could the step have been taken first. The footprint it had at that node is still the
     * right one, because nothing that it touches has been touched in a way that matters.
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
     * Leaves to the node what was not explored from an equal state. Invariant: from each state in {@link #slept}, all
     * choices were explored, or will be, but those of the tasks that it maps to, which slept each time. A task that sleeps
     * here need not be explored here; so only the tasks are left that slept there and do not sleep here (Godefroid,
     * chapter 5.3). Without the sleepers, what slept at the first visit could be lost where states recur; no program of the
     * tests is known to need it.
     */
    private void leaveOutKnown(Node node, Execution execution) {
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
