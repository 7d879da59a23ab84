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
 * A program in which tasks that are {@linkplain Program#alike() alike} begin in the order of their numbers. Each schedule of
 * the whole program becomes one of these by exchanging the numbers of alike tasks, so nothing is missed but names.
 *
 * <p>Invariant: the first step of a task enables the next one that is alike, and the contract of {@link Footprint} holds
 * that such steps conflict. So the first steps of alike tasks all write a resource of their own, and what is sound for a
 * program is sound for this one.
 */
final class OrderedBeginnings implements Program {

    private final Program program;
    /** The task that must have begun before. */
    private final Map<Integer, Integer> before = new HashMap<>();

    private final Map<Integer, String> groups = new HashMap<>();

    OrderedBeginnings(Program program) {
        this.program = program;
        program.alike().forEach(group -> {
            Integer earlier = null;
            for (Integer task : new TreeSet<>(group)) {
                if (earlier != null) {
                    before.put(task, earlier);
                }
                if (groups.put(task, "beginning of " + group) != null) {
                    throw new ProgramError(
                            "task %d is in two sets of tasks that are alike; expected: in at most one of %s"
                                    .formatted(task, program.alike()));
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
        return new Ordered(program.begin());
    }

    private final class Ordered implements Execution {

        private final Execution execution;
        private final TreeSet<Integer> begun = new TreeSet<>();

        Ordered(Execution execution) {
            this.execution = execution;
        }

        @Override
        public List<Choice> choices() {
            List<Choice> all = execution.choices();
            List<Choice> choices = new ArrayList<>(all);
            choices.removeIf(choice -> {
                Integer earlier = before.get(choice.task());
                return earlier != null && !begun.contains(earlier);
            });
            if (choices.isEmpty() && !all.isEmpty()) {
                throw new ProgramError("""
                        %s can begin, but not what they are declared to be alike with. Expected: tasks that are alike do \
                        the same, so either all of them can begin or none.\
                        """.formatted(Determinism.inWords(all)));
            }
            return choices;
        }

        @Override
        public Taken take(Choice choice) {
            Taken taken = execution.take(choice);
            String group = groups.get(choice.task());
            if (!begun.add(choice.task()) || group == null) {
                return taken;
            }
            Map<String, Use> resources = new HashMap<>(taken.footprint().resources());
            resources.put(group, Use.WRITE);
            return new Taken(choice, new Footprint(resources, taken.footprint().everything()), taken.ended());
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
