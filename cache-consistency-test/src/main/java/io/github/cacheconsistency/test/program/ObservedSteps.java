package io.github.cacheconsistency.test.program;

import io.github.cacheconsistency.test.gate.Access;
import io.github.cacheconsistency.test.gate.Operation;
import io.github.cacheconsistency.test.gate.Store;
import io.github.cacheconsistency.test.race.Step;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What was sent in one step of an exploration.
 *
 * @param task whose step it was; empty if it was none of a reader or writer
 * @param all what was sent, by delayed work too
 */
record ObservedSteps(String task, List<Step> all) {

    /** After these their keys hold nothing, whatever they held before. */
    private static final Set<String> REMOVALS = Set.of("DEL", "UNLINK");

    /** What the task itself has sent. */
    List<Step> own() {
        return all.stream().filter(step -> step.task().equals(task)).toList();
    }

    /** Whether nobody else has sent anything. */
    boolean areOwn() {
        return own().size() == all.size();
    }

    /** Which keys have nothing more, if nothing else was done to any key. */
    Optional<List<String>> removes() {
        List<Step> changes = all.stream().filter(ObservedSteps::mayChangeKeys).toList();
        return changes.stream().map(Step::operation).allMatch(ObservedSteps::isRemoval)
                ? Optional.of(changes.stream()
                        .flatMap(step -> step.operation().keys().stream())
                        .toList())
                : Optional.empty();
    }

    /** Whether it is known what the keys held before each command of the task: that is looked at once for all of them. */
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

    /** Whether it failed, so that nobody knows what the service remembers of it, or nobody drove it. */
    static boolean isUnclear(Step step) {
        return step.background()
                || step.failure() != null && !step.operation().name().equals("PROBE");
    }
}
