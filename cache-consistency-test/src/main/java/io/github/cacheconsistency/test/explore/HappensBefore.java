package io.github.cacheconsistency.test.explore;

import io.github.cacheconsistency.test.explore.Footprint.Use;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The happens-before relation of one execution, as a digest: equal for two prefixes of schedules if exchanging
 * neighbouring steps that do not conflict turns one into the other (Mazurkiewicz traces). Such prefixes lead to the
 * same state, by the contract of {@link Footprint}. Used if an execution does not know its {@linkplain
 * Execution#state() state} (happens-before caching: Musuvathi and Qadeer, "Partial-order reduction for context-bounded
 * state exploration", 2007).
 */
final class HappensBefore {

    private static final String ANYTHING = "";

    private final Map<Integer, Digest> lastOfTask = new TreeMap<>();
    private final Map<String, Epoch> epochs = new HashMap<>();
    /** Steps that are not yet in the digest: most executions know their state, and then the digest is not needed. */
    private final Deque<StepResult> waiting = new ArrayDeque<>();

    void add(StepResult result) {
        waiting.add(result);
    }

    private void digest(StepResult result) {
        int task = result.step().task();
        Map<String, Use> resources = new TreeMap<>(result.footprint().resources());
        // Every step reads this resource; a step that may touch anything writes it, and so conflicts with every step.
        resources.put(ANYTHING, result.footprint().everything() ? Use.WRITE : Use.READ);
        StringBuilder past = new StringBuilder()
                .append(task)
                .append(result.step().description())
                .append(lastOfTask.getOrDefault(task, Digest.NONE));
        // The digest of a step includes the epoch before the one that it joins, and not the one that it joins: so it
        // depends on the earlier steps that the step conflicts with, and on no others.
        resources.forEach((resource, use) -> past.append(resource)
                .append(use)
                .append(epochs.getOrDefault(resource, Epoch.FIRST).before(use)));
        Digest event = Digest.of(past.toString());
        resources.forEach((resource, use) ->
                epochs.put(resource, epochs.getOrDefault(resource, Epoch.FIRST).with(use, event)));
        lastOfTask.put(task, event);
    }

    /** The digest of the last step of each task; every earlier step is contained in one of these. */
    Digest digest() {
        while (!waiting.isEmpty()) {
            digest(waiting.remove());
        }
        return Digest.of(lastOfTask.toString());
    }

    /** Uses of one resource that commute with each other, and the digest of all uses before them. */
    private record Epoch(Use use, Digest before, Digest steps) {

        static final Epoch FIRST = new Epoch(Use.READ, Digest.NONE, Digest.NONE);

        Digest before(Use next) {
            return commutesWith(next) ? before : Digest.of(before + " " + use + steps);
        }

        Epoch with(Use next, Digest event) {
            return new Epoch(next, before(next), commutesWith(next) ? steps.plus(event) : event);
        }

        private boolean commutesWith(Use next) {
            return use == next && next != Use.WRITE;
        }
    }
}
