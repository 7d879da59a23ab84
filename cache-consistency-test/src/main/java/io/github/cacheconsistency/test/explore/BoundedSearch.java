package io.github.cacheconsistency.test.explore;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All schedules without preemption, then all with one, with two, and so on (iterative context bounding: Musuvathi and
 * Qadeer, PLDI 2007). A step that would be a preemption is postponed until the bound is raised, so no schedule runs
 * twice.
 *
 * <p>Sleep sets are not used here: a schedule that they prune is equivalent to one that is explored, but that one may
 * have more preemptions and exceed the bound; then neither would run. Instead, an execution is pruned when it reaches a
 * state, together with a preemptible task, that was reached before. Invariant: the earlier visit had at most as many
 * preemptions as the pruned one, because the bound only grows. So every continuation runs with at most as many
 * preemptions, and the first schedule that breaks a property has the fewest.
 */
final class BoundedSearch implements Scheduler {

    private final boolean knowsStates;
    private final Set<Known> known = new HashSet<>();
    private final Deque<Branch> withinBound = new ArrayDeque<>();
    private final Deque<Branch> beyondBound = new ArrayDeque<>();
    private List<Branch> prefix = List.of();
    private @Nullable Branch last;
    private HappensBefore happensBefore = new HappensBefore();
    private boolean began;
    private int bound;

    /** @param knowsStates whether to prune equal states; if not, every schedule runs, for tests and measurements */
    BoundedSearch(boolean knowsStates) {
        this.knowsStates = knowsStates;
    }

    /** The current bound: the number of preemptions of the schedules that run now. */
    int bound() {
        return bound;
    }

    /**
     * The number of preemptions up to which all schedules have run; -1 if not all schedules without preemption have
     * run.
     */
    int completedBound() {
        return bound - 1;
    }

    /** Prepares the next schedule; false if no schedule is left within the bound. */
    boolean advance() {
        happensBefore = new HappensBefore();
        last = null;
        if (!began) {
            began = true;
            return true;
        }
        Branch next = withinBound.pollFirst();
        prefix = next == null ? List.of() : next.path();
        return next != null;
    }

    /** Raises the bound by one; false if no schedule has that many preemptions. */
    boolean raise() {
        bound++;
        addRoundRobin(beyondBound);
        beyondBound.clear();
        return !withinBound.isEmpty();
    }

    /**
     * Orders the postponed preemptions round robin by the preempted task. Any order is sound; in this one, the
     * preemptions of a reader between its load and its fill do not come last because writers have more steps.
     */
    private void addRoundRobin(Deque<Branch> branches) {
        Map<Integer, Deque<Branch>> byTask = new TreeMap<>();
        branches.forEach(branch -> byTask.computeIfAbsent(branch.position().preemptible(), task -> new ArrayDeque<>())
                .add(branch));
        while (!byTask.isEmpty()) {
            byTask.values().forEach(ofTask -> withinBound.add(ofTask.remove()));
            byTask.values().removeIf(Deque::isEmpty);
        }
    }

    @Override
    public @Nullable EnabledStep choose(Position position, Execution execution) {
        if (position.step() < prefix.size()) {
            Branch branch = prefix.get(position.step());
            Determinism.check(branch.position(), position);
            last = branch;
            return branch.choice();
        }
        if (knowsStates && !known.add(new Known(digest(execution), position.preemptible()))) {
            return null;
        }
        List<EnabledStep> enabled = position.enabledSteps();
        for (int other = enabled.size() - 1; other > 0; other--) {
            EnabledStep choice = enabled.get(other);
            (position.preemptedBy(choice) ? beyondBound : withinBound).addFirst(new Branch(last, position, choice));
        }
        last = new Branch(last, position, enabled.get(0));
        return enabled.get(0);
    }

    @Override
    public void stepTaken(Position position, StepResult result) {
        happensBefore.add(result);
    }

    private Digest digest(Execution execution) {
        String state = execution.state();
        return state == null ? happensBefore.digest() : Digest.of(state);
    }

    /** @param preemptible decides which steps are preemptions, and so how many preemptions the continuations have */
    private record Known(Digest state, int preemptible) {}

    private record Branch(@Nullable Branch before, Position position, EnabledStep choice) {

        List<Branch> path() {
            LinkedList<Branch> branches = new LinkedList<>();
            for (Branch branch = this; branch != null; branch = branch.before) {
                branches.addFirst(branch);
            }
            return new ArrayList<>(branches);
        }
    }
}
