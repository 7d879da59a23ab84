package io.github.cacheconsistency.test.explore;

import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A task of a model: its next step, or none if it has ended. */
final class ModelTask {

    private final int number;
    private final String name;
    private @Nullable Step next;

    ModelTask(int number, String name) {
        this.number = number;
        this.name = name;
    }

    /**
     * A step of a task. The state of the task is in the words and in the action.
     *
     * @param enabled whether it can be taken now
     * @param action runs the step; it sets the next step by {@link ModelTask#goOn}, otherwise the task ends
     */
    record Step(String words, boolean yields, BooleanSupplier enabled, Runnable action) {}

    int number() {
        return number;
    }

    String name() {
        return name;
    }

    @Nullable
    Step next() {
        return next;
    }

    void goOn(String words, Runnable action) {
        next = new Step(words, false, () -> true, action);
    }

    void goOnWhen(BooleanSupplier enabled, String words, Runnable action) {
        next = new Step(words, false, enabled, action);
    }

    /** A step that polls. */
    void lookAgain(String words, Runnable action) {
        next = new Step(words, true, () -> true, action);
    }

    void take() {
        Step step = next;
        if (step == null) {
            throw new IllegalStateException(name + " has ended");
        }
        next = null;
        step.action().run();
    }
}
