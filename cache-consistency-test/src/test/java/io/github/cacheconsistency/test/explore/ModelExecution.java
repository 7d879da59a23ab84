package io.github.cacheconsistency.test.explore;

import io.github.cacheconsistency.test.oracle.Violation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tasks of a model on its stores. */
final class ModelExecution implements Execution {

    private final ModelStores stores;
    private final List<ModelTask> tasks;
    private final boolean tellsState;
    private final List<String> picture = new ArrayList<>();
    private final Runnable closed;

    ModelExecution(ModelStores stores, List<ModelTask> tasks, boolean tellsState, Runnable closed) {
        this.stores = stores;
        this.tasks = tasks;
        this.tellsState = tellsState;
        this.closed = closed;
    }

    @Override
    public List<EnabledStep> enabledSteps() {
        List<EnabledStep> enabled = new ArrayList<>();
        for (ModelTask task : tasks) {
            ModelTask.Step next = task.next();
            if (next != null && next.enabled().getAsBoolean()) {
                enabled.add(new EnabledStep(task.number(), next.words(), next.yields()));
            }
        }
        return enabled;
    }

    @Override
    public StepResult take(EnabledStep choice) {
        ModelTask task = tasks.get(choice.task());
        picture.add(task.name() + " " + choice.description());
        task.take();
        return new StepResult(choice, stores.footprint(), task.next() == null);
    }

    @Override
    public @Nullable String state() {
        return tellsState ? everything() : null;
    }

    /** The state, also of a model that hides it from the explorer. */
    String everything() {
        StringBuilder state = new StringBuilder(stores.state(tasks));
        for (ModelTask task : tasks) {
            ModelTask.Step next = task.next();
            state.append('|').append(next == null ? "" : next.words());
        }
        return state.toString();
    }

    @Override
    public List<Violation> violations() {
        return stores.judge();
    }

    @Override
    public String picture() {
        return String.join("\n", picture);
    }

    @Override
    public void close() {
        closed.run();
    }
}
