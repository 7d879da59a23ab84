package io.github.cacheconsistency.test.oracle;

/**
 * A broken promise.
 *
 * @param at the moment at which the offending read returned
 * @param explanation one sentence: what was read, and what should have been
 */
public record Violation(Property property, long at, String explanation) {

    @Override
    public String toString() {
        return property + " broken: " + explanation;
    }
}
