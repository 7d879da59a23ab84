package io.github.cacheconsistency.test.explore;

import io.github.cacheconsistency.test.explore.Footprint.Use;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What happened before what in one execution, as a digest: equal for two prefixes of schedules if one becomes the other by
 * exchanging neighbouring steps that do not conflict (Mazurkiewicz traces). Such prefixes lead to the same state, by the
 * contract of {@link Footprint}. Serves where an execution cannot tell its {@linkplain Execution#state() state}
 * (happens-before caching: Musuvathi and Qadeer, "Partial-order reduction for context-bounded state exploration", 2007).
 */
final class HappensBefore {

    private static final String ANYTHING = "";

    private final Map<Integer, Digest> lastOfTask = new TreeMap<>();
    private final Map<String, Epoch> epochs = new HashMap<>();
    /** Steps that are in no digest yet: most executions tell their state, and then nobody asks. */
    private final Deque<StepResult> waiting = new ArrayDeque<>();

    void add(StepResult result) {
        waiting.add(result);
    }

    private void digest(StepResult result) {
        int task = result.step().task();
        Map<String, Use> resources = new TreeMap<>(result.footprint().resources());
        // A step that may touch anything changes what each other step looks at, whatever else they touch.
        resources.put(ANYTHING, result.footprint().everything() ? Use.WRITE : Use.READ);
        StringBuilder past = new StringBuilder()
                .append(task)
                .append(result.step().description())
                .append(lastOfTask.getOrDefault(task, Digest.NONE));
        // The epoch that a step joins is left out, and the one before it counts: so the digest of a step has what it
        // conflicts with among the earlier steps, and nothing else.
        resources.forEach((resource, use) -> past.append(resource)
                .append(use)
                .append(epochs.getOrDefault(resource, Epoch.FIRST).before(use)));
        Digest event = Digest.of(past.toString());
        resources.forEach((resource, use) ->
                epochs.put(resource, epochs.getOrDefault(resource, Epoch.FIRST).with(use, event)));
        lastOfTask.put(task, event);
    }

    /** Each step is in the past of its task's last one, so these tell all. */
    Digest digest() {
        while (!waiting.isEmpty()) {
            digest(waiting.remove());
        }
        return Digest.of(lastOfTask.toString());
    }

    /** Uses of one resource that commute with each other, and all that came before them. */
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
