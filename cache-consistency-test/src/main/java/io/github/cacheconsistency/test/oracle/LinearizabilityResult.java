package io.github.cacheconsistency.test.oracle;

import java.util.List;

/** The result of {@link Linearizability}. */
public sealed interface LinearizabilityResult {

    /** There is an order of all operations that explains the result of each read and agrees with the moments. */
    record Linearizable() implements LinearizabilityResult {

        @Override
        public String toString() {
            return "linearizable";
        }
    }

    /**
     * There is no such order.
     *
     * @param operations the operations that contradict each other, at most four
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
     * @param states the number of states that were searched
     */
    record Undecided(long states) implements LinearizabilityResult {

        @Override
        public String toString() {
            return "undecided: more than %d states; log shorter stretches, or give each write its own version"
                    .formatted(states);
        }
    }

    /** Whether the history is certainly linearizable. */
    default boolean isLinearizable() {
        return this instanceof Linearizable;
    }
}
