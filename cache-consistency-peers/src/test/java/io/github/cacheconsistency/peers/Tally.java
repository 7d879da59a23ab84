package io.github.cacheconsistency.peers;

import io.github.cacheconsistency.test.explore.Choice;
import io.github.cacheconsistency.test.explore.Execution;
import io.github.cacheconsistency.test.explore.Program;
import io.github.cacheconsistency.test.explore.Taken;
import io.github.cacheconsistency.test.oracle.Property;
import io.github.cacheconsistency.test.oracle.Violation;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The same program, which counts the runs at whose end Redis holds another value than the database. For one thread. */
final class Tally implements Program {

    private final Program program;
    private int judged;
    private int differing;

    Tally(Program program) {
        this.program = program;
    }

    /** Runs to their end, those to shrink a counterexample included. */
    int judged() {
        return judged;
    }

    /** Those of them that left a wrong value. */
    int differing() {
        return differing;
    }

    @Override
    public List<String> tasks() {
        return program.tasks();
    }

    @Override
    public List<Set<Integer>> alike() {
        return program.alike();
    }

    @Override
    public Execution begin() {
        return new Counted(program.begin());
    }

    private final class Counted implements Execution {

        private final Execution execution;

        Counted(Execution execution) {
            this.execution = execution;
        }

        @Override
        public List<Choice> choices() {
            return execution.choices();
        }

        @Override
        public Taken take(Choice choice) {
            return execution.take(choice);
        }

        @Override
        public @Nullable String state() {
            return execution.state();
        }

        @Override
        public List<Violation> violations() {
            List<Violation> violations = execution.violations();
            judged++;
            if (violations.stream().anyMatch(violation -> violation.property() == Property.CONVERGES)) {
                differing++;
            }
            return violations;
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
