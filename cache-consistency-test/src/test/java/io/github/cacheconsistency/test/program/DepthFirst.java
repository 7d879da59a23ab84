package io.github.cacheconsistency.test.program;

import io.github.cacheconsistency.test.explore.EnabledStep;
import io.github.cacheconsistency.test.explore.Execution;
import io.github.cacheconsistency.test.explore.Program;
import io.github.cacheconsistency.test.oracle.Property;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Runs all interleavings of a program, one after the other, without reductions. */
final class DepthFirst {

    private final Program program;
    private final Set<Property> broken = EnumSet.noneOf(Property.class);
    private int schedules;
    private String firstPicture = "";

    DepthFirst(Program program) {
        this.program = program;
    }

    /** Runs at most {@code limit} schedules. */
    DepthFirst run(int limit, Consumer<List<String>> each) {
        List<Integer> prefix = new ArrayList<>();
        while (schedules < limit) {
            List<Integer> taken = new ArrayList<>();
            List<Integer> widths = new ArrayList<>();
            List<String> steps = new ArrayList<>();
            try (Execution execution = program.begin()) {
                for (List<EnabledStep> enabled = execution.enabledSteps();
                        !enabled.isEmpty();
                        enabled = execution.enabledSteps()) {
                    int choice = taken.size() < prefix.size() ? prefix.get(taken.size()) : 0;
                    taken.add(choice);
                    widths.add(enabled.size());
                    EnabledStep chosen = enabled.get(choice);
                    execution.take(chosen);
                    steps.add(program.tasks().get(chosen.task()) + ": " + chosen.description());
                }
                execution.violations().forEach(violation -> broken.add(violation.property()));
                if (!broken.isEmpty() && firstPicture.isEmpty()) {
                    firstPicture = execution.picture();
                }
                each.accept(steps);
            }
            schedules++;
            int last = taken.size() - 1;
            while (last >= 0 && taken.get(last) + 1 == widths.get(last)) {
                last--;
            }
            if (last < 0) {
                return this;
            }
            prefix = new ArrayList<>(taken.subList(0, last));
            prefix.add(taken.get(last) + 1);
        }
        return this;
    }

    Set<Property> broken() {
        return broken;
    }

    int schedules() {
        return schedules;
    }

    String firstPicture() {
        return firstPicture;
    }
}
