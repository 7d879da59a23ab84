package io.github.cacheconsistency.test.oracle;

/**
 * A violation of a property.
 *
 * @param at the moment at which the read returned
 * @param explanation one sentence with the version that was read and the one that was expected
 */
public record Violation(Property property, long at, String explanation) {

    @Override
    public String toString() {
        return property + " broken: " + explanation;
    }
}
