package io.github.cacheconsistency.test.program;

import io.github.cacheconsistency.test.explore.Digest;
import io.github.cacheconsistency.test.explore.EnabledStep;
import io.github.cacheconsistency.test.explore.Execution;
import io.github.cacheconsistency.test.explore.Program;
import io.github.cacheconsistency.test.explore.StepResult;
import io.github.cacheconsistency.test.oracle.Property;
import io.github.cacheconsistency.test.oracle.Violation;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A program that checks the states of its executions: equal states have the same enabled steps, the same step leads
 * from them to equal states, and the same properties are broken at equal final states. Pruning equal states relies on
 * exactly that.
 */
public final class CheckedStates implements Program {

    private final Program program;
    private final boolean tells;
    private final Map<Digest, List<EnabledStep>> enabled = new HashMap<>();
    private final Map<Digest, Digest> next = new HashMap<>();
    private final Map<Digest, String> words = new HashMap<>();
    private final Map<Digest, Set<Property>> ends = new HashMap<>();
    private final Set<Set<Property>> outcomes = new HashSet<>();
    private long met;
    private long untold;

    /** @param tells whether the explorer gets the states */
    public CheckedStates(Program program, boolean tells) {
        this.program = program;
        this.tells = tells;
    }

    @Override
    public List<String> tasks() {
        return program.tasks();
    }

    @Override
    public List<Set<Integer>> symmetricTasks() {
        return program.symmetricTasks();
    }

    @Override
    public Execution begin() {
        return new Checked(program.begin());
    }

    /** The number of distinct states. */
    public int states() {
        return enabled.size();
    }

    /** How often a state recurred. */
    public long met() {
        return met;
    }

    /** How often the state was unknown. */
    public long untold() {
        return untold;
    }

    /** The final states. */
    public Set<Digest> ends() {
        return ends.keySet();
    }

    /** The sets of properties that one execution broke. */
    public Set<Set<Property>> outcomes() {
        return outcomes;
    }

    private final class Checked implements Execution {

        private final Execution execution;
        private @Nullable Digest before;

        Checked(Execution execution) {
            this.execution = execution;
        }

        @Override
        public List<EnabledStep> enabledSteps() {
            List<EnabledStep> now = execution.enabledSteps();
            before = digest();
            if (before != null) {
                List<EnabledStep> earlier = enabled.putIfAbsent(before, now);
                met += earlier == null ? 0 : 1;
                if (earlier != null && !earlier.equals(now)) {
                    throw wrong("the enabled steps " + earlier + " and " + now);
                }
            }
            return now;
        }

        private @Nullable Digest digest() {
            String state = execution.state();
            if (state == null) {
                untold++;
                return null;
            }
            Digest digest = Digest.of(state);
            words.putIfAbsent(digest, state);
            return digest;
        }

        @Override
        public StepResult take(EnabledStep choice) {
            Digest from = before;
            StepResult result = execution.take(choice);
            Digest to = from == null ? null : digest();
            if (from != null && to != null) {
                Digest earlier = next.putIfAbsent(from.then(choice.toString()), to);
                if (earlier != null && !earlier.equals(to)) {
                    throw wrong(choice + " leads to\n" + words.get(earlier) + "\nand to\n" + words.get(to));
                }
            }
            return result;
        }

        private AssertionError wrong(String what) {
            return new AssertionError("From the state\n" + (before == null ? "" : words.get(before)) + "\n" + what
                    + "\n" + execution.picture());
        }

        @Override
        public @Nullable String state() {
            return tells ? execution.state() : null;
        }

        @Override
        public List<Violation> violations() {
            Digest end = digest();
            List<Violation> violations = execution.violations();
            Set<Property> broken = EnumSet.noneOf(Property.class);
            violations.forEach(violation -> broken.add(violation.property()));
            outcomes.add(broken);
            if (end != null) {
                Set<Property> earlier = ends.putIfAbsent(end, broken);
                if (earlier != null && !earlier.equals(broken)) {
                    throw wrong("breaks " + earlier + " and " + broken);
                }
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
