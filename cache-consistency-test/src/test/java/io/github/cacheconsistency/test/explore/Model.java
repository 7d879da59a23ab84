package io.github.cacheconsistency.test.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A program whose tasks take steps on stores in memory. Counts begun and closed executions. */
final class Model implements Program {

    private final List<String> names = new ArrayList<>();
    private final List<Script> scripts = new ArrayList<>();
    private final List<Set<Integer>> symmetric = new ArrayList<>();
    private boolean tellsState = true;
    private int begun;
    private int open;

    /** The script of a task: sets its first step. */
    interface Script {
        void begin(ModelStores stores, ModelTask task);
    }

    Model task(String name, Script script) {
        names.add(name);
        scripts.add(script);
        return this;
    }

    /** Adds symmetric tasks. */
    Model tasks(int count, String name, Script script) {
        symmetric.add(
                IntStream.range(names.size(), names.size() + count).boxed().collect(Collectors.toSet()));
        for (int number = 1; number <= count; number++) {
            task(name + number, script);
        }
        return this;
    }

    Model silentAboutItsState() {
        tellsState = false;
        return this;
    }

    @Override
    public List<String> tasks() {
        return List.copyOf(names);
    }

    @Override
    public List<Set<Integer>> symmetricTasks() {
        return symmetric;
    }

    @Override
    public ModelExecution begin() {
        begun++;
        open++;
        ModelStores stores = new ModelStores();
        List<ModelTask> tasks = new ArrayList<>();
        for (int number = 0; number < names.size(); number++) {
            ModelTask task = new ModelTask(number, names.get(number));
            scripts.get(number).begin(stores, task);
            tasks.add(task);
        }
        return new ModelExecution(stores, List.copyOf(tasks), tellsState, () -> open--);
    }

    int begun() {
        return begun;
    }

    int open() {
        return open;
    }
}
