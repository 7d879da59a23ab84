package io.github.cacheconsistency.test.program;

import io.github.cacheconsistency.test.gate.Access;
import io.github.cacheconsistency.test.gate.Operation;
import io.github.cacheconsistency.test.gate.Store;
import io.github.cacheconsistency.test.race.Step;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The operations that were sent in one step of an exploration.
 *
 * @param task the reader or writer that took the step; empty if it was a fault injection
 * @param all the operations, those of delayed work included
 */
record ObservedSteps(String task, List<Step> all) {

    /** Commands after which their keys do not exist. */
    private static final Set<String> REMOVALS = Set.of("DEL", "UNLINK");

    /** The operations of the task itself. */
    List<Step> own() {
        return all.stream().filter(step -> step.task().equals(task)).toList();
    }

    /** Whether all operations are those of the task. */
    boolean areOwn() {
        return own().size() == all.size();
    }

    /** The keys that were removed, if no key was changed otherwise. */
    Optional<List<String>> removes() {
        List<Step> changes = all.stream().filter(ObservedSteps::mayChangeKeys).toList();
        return changes.stream().map(Step::operation).allMatch(ObservedSteps::isRemoval)
                ? Optional.of(changes.stream()
                        .flatMap(step -> step.operation().keys().stream())
                        .toList())
                : Optional.empty();
    }

    /**
     * Whether the contents of the keys before each command of the task are known, although keys are read once per step.
     */
    boolean isOneAtATime() {
        List<Step> redis = own().stream()
                .filter(step -> step.operation().store() == Store.REDIS)
                .toList();
        return redis.isEmpty()
                || areOwn() && (redis.size() == 1 || redis.stream().noneMatch(ObservedSteps::mayChangeKeys));
    }

    private static boolean isRemoval(Operation operation) {
        return REMOVALS.contains(operation.name()) && !operation.keys().isEmpty();
    }

    private static boolean mayChangeKeys(Step step) {
        return step.operation().store() == Store.REDIS && step.operation().access() == Access.WRITE;
    }

    /** Whether it failed, so that its effect on the memory of the service is unknown, or was not driven. */
    static boolean isUnclear(Step step) {
        return step.background()
                || step.failure() != null && !step.operation().name().equals("PROBE");
    }
}
