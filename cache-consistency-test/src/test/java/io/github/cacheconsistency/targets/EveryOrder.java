package io.github.cacheconsistency.targets;

import io.github.cacheconsistency.test.explore.EnabledStep;
import io.github.cacheconsistency.test.explore.Execution;
import io.github.cacheconsistency.test.explore.Footprint;
import io.github.cacheconsistency.test.explore.Program;
import io.github.cacheconsistency.test.explore.StepResult;
import io.github.cacheconsistency.test.oracle.Violation;
import java.util.List;

/** The same program without reductions: every schedule is distinct and runs to its end. */
final class EveryOrder implements Program {

    private final Program program;

    EveryOrder(Program program) {
        this.program = program;
    }

    @Override
    public List<String> tasks() {
        return program.tasks();
    }

    @Override
    public Execution begin() {
        return new Conflicting(program.begin());
    }

    private record Conflicting(Execution execution) implements Execution {

        @Override
        public List<EnabledStep> enabledSteps() {
            return execution.enabledSteps();
        }

        @Override
        public StepResult take(EnabledStep choice) {
            return new StepResult(
                    choice, Footprint.EVERYTHING, execution.take(choice).ended());
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
