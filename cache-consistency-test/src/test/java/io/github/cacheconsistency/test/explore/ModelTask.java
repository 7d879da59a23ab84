package io.github.cacheconsistency.test.explore;

import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Where a task of a model stands: the step before it, or nothing if it has ended. */
final class ModelTask {

    private final int number;
    private final String name;
    private @Nullable Step next;

    ModelTask(int number, String name) {
        this.number = number;
        this.name = name;
    }

    /**
     * A step of a task, with all that the task remembers in its words and in what follows.
     *
     * @param enabled whether it can be taken now
     * @param action what it does; it says what follows by calling {@link ModelTask#goOn}, or else the task ends
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

    /** A step that only looks again. */
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
