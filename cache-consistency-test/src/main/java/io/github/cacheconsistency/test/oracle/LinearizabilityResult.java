package io.github.cacheconsistency.test.oracle;

import java.util.List;

/** What {@link Linearizability} found out about a history. */
public sealed interface LinearizabilityResult {

    /** There is an order of all operations that explains what each read returned, and that agrees with the clock. */
    record Linearizable() implements LinearizabilityResult {

        @Override
        public String toString() {
            return "linearizable";
        }
    }

    /**
     * There is no such order.
     *
     * @param operations those that contradict each other, at most four
     * @param explanation one sentence
     */
    record NotLinearizable(List<LoggedOperation> operations, String explanation) implements LinearizabilityResult {

        public NotLinearizable {
            operations = List.copyOf(operations);
        }

        @Override
        public String toString() {
            return "not linearizable: " + explanation;
        }
    }

    /**
     * The search was given up.
     *
     * @param states how many were looked at
     */
    record Undecided(long states) implements LinearizabilityResult {

        @Override
        public String toString() {
            return "undecided: more than %d states; log shorter stretches, or give each write its own version"
                    .formatted(states);
        }
    }

    /** Whether it is certain that the history is linearizable. */
    default boolean isLinearizable() {
        return this instanceof Linearizable;
    }
}
