package io.github.cacheconsistency.test.scenario;

import io.github.cacheconsistency.test.oracle.Violation;
import java.util.List;

/**
 * What came of one variant.
 *
 * @param variant its name
 * @param violations what it broke, of the properties that this variant is about
 * @param sequence the race as a table, the offending reads marked
 */
public record Outcome(String variant, List<Violation> violations, String sequence) {}
