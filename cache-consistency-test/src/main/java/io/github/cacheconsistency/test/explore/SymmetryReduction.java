package io.github.cacheconsistency.test.explore;

import io.github.cacheconsistency.test.explore.Footprint.Use;
import io.github.cacheconsistency.test.oracle.Violation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Symmetry reduction: of {@linkplain Program#symmetricTasks() symmetric tasks}, only those schedules are explored in
 * which the tasks begin in the order of their numbers. Every schedule of the original program is equal to one of these
 * up to the numbers of symmetric tasks, so no verdict is missed.
 *
 * <p>Invariant: the first step of a task enables the first step of the next symmetric one, and {@link Footprint}
 * requires that such steps conflict. Therefore the first steps of a group of symmetric tasks all write one additional
 * resource, and every reduction that is sound for a program is sound for this one.
 */
final class SymmetryReduction implements Program {

    private final Program program;
    /** For each task, the one that has to begin before it. */
    private final Map<Integer, Integer> before = new HashMap<>();

    private final Map<Integer, String> groups = new HashMap<>();

    SymmetryReduction(Program program) {
        this.program = program;
        program.symmetricTasks().forEach(group -> {
            Integer earlier = null;
            for (Integer task : new TreeSet<>(group)) {
                if (earlier != null) {
                    before.put(task, earlier);
                }
                if (groups.put(task, "beginning of " + group) != null) {
                    throw new ProgramError("task %d is in two sets of symmetric tasks; expected: in at most one of %s"
                            .formatted(task, program.symmetricTasks()));
                }
                earlier = task;
            }
        });
    }

    @Override
    public String name() {
        return program.name();
    }

    @Override
    public List<String> tasks() {
        return program.tasks();
    }

    @Override
    public Execution begin() {
        return new Reduced(program.begin());
    }

    private final class Reduced implements Execution {

        private final Execution execution;
        private final TreeSet<Integer> begun = new TreeSet<>();

        Reduced(Execution execution) {
            this.execution = execution;
        }

        @Override
        public List<EnabledStep> enabledSteps() {
            List<EnabledStep> all = execution.enabledSteps();
            List<EnabledStep> enabled = new ArrayList<>(all);
            enabled.removeIf(choice -> {
                Integer earlier = before.get(choice.task());
                return earlier != null && !begun.contains(earlier);
            });
            if (enabled.isEmpty() && !all.isEmpty()) {
                throw new ProgramError("""
                        %s can begin, but the tasks that they are declared to be symmetric with cannot. Expected: symmetric \
                        tasks do the same, so either all of them can begin or none.\
                        """.formatted(Determinism.inWords(all)));
            }
            return enabled;
        }

        @Override
        public StepResult take(EnabledStep choice) {
            StepResult result = execution.take(choice);
            String group = groups.get(choice.task());
            if (!begun.add(choice.task()) || group == null) {
                return result;
            }
            Map<String, Use> resources = new HashMap<>(result.footprint().resources());
            resources.put(group, Use.WRITE);
            return new StepResult(
                    choice, new Footprint(resources, result.footprint().everything()), result.ended());
        }

        @Override
        public @Nullable String state() {
            String state = execution.state();
            return state == null ? null : state + " begun " + begun;
        }

        @Override
        public List<Violation> violations() {
            return execution.violations();
        }

        @Override
        public String picture() {
            return execution.picture();
        }

        @Override
        public void close() {
            execution.close();
        }
    }
}
