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
 * All schedules with no preemption, then all with one, with two, and so on (iterative context bounding: Musuvathi and
 * Qadeer, PLDI 2007). A choice that would preempt is put off until the bound is raised, so no schedule runs twice.
 *
 * <p>No sleep sets here: what they leave out is equivalent to a schedule that is explored, but that one may have
 * more preemptions and so lie beyond the bound; then neither would run. Left out instead is what goes on from a
 * state, and with a task to preempt, that was gone on from before. Invariant: what was gone on from had at most as many
 * preemptions as what is left out, since the bound only grows; so all that could follow was or will be run with at most
 * as many, and the first schedule that breaks a property has the fewest.
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

    /** @param knowsStates whether to leave out equal states; without, each schedule runs, for tests and measurements */
    BoundedSearch(boolean knowsStates) {
        this.knowsStates = knowsStates;
    }

    /** The number of preemptions of the schedules that run now. */
    int bound() {
        return bound;
    }

    /** All schedules with at most as many preemptions have run; -1 if there are still some without. */
    int completedBound() {
        return bound - 1;
    }

    /** Prepares the next schedule; false if there is none left within the bound. */
    boolean advance() {
        happensBefore = new HappensBefore();
        last = null;
        if (!began) {
            began = true;
            return true;
        }
        Branch next = withinBound.pollFirst();
        prefix = next == null ? List.of() : next.fromTheBeginning();
        return next != null;
    }

    /** Allows one more preemption; false if there is no schedule with as many. */
    boolean raise() {
        bound++;
        takeTurns(beyondBound);
        beyondBound.clear();
        return !withinBound.isEmpty();
    }

    /**
     * Each task is preempted in turn, whatever the number of places to do so. Any order is sound; in this one a reader
     * between its load and its fill is not left for last because writers have more steps.
     */
    private void takeTurns(Deque<Branch> branches) {
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

        List<Branch> fromTheBeginning() {
            LinkedList<Branch> branches = new LinkedList<>();
            for (Branch branch = this; branch != null; branch = branch.before) {
                branches.addFirst(branch);
            }
            return new ArrayList<>(branches);
        }
    }
}
